import type { Role } from './project';

interface HostRole {
  /** Generated once where the host has none: its file below the folder of components. */
  readonly generated?: string;
  /** Exported names that fill the role, the most likely first. */
  readonly names: readonly string[];
  /** Where it is expected, as an import specifier; named when it is missing. */
  readonly expected: string;
}

/** What generated code imports from its host, and under which names hosts have it. */
export const HOST_ROLES: Readonly<Record<Role, HostRole>> = {
  dataTable: { names: ['DataTable', 'DataGrid'], expected: '@/components/data-table' },
  pageHeader: { names: ['PageHeader', 'ListHeader'], expected: '@/components/data-table' },
  columns: { names: ['columnsOf'], expected: '@/components/data-table' },
  textCell: { names: ['TextCell'], expected: '@/components/data-table' },
  numberCell: { names: ['NumberCell'], expected: '@/components/data-table' },
  booleanCell: { names: ['BooleanCell'], expected: '@/components/data-table' },
  dateCell: { names: ['DateCell'], expected: '@/components/data-table' },
  datetimeCell: { names: ['DatetimeCell', 'DateTimeCell'], expected: '@/components/data-table' },
  relationCell: { names: ['RelationCell'], expected: '@/components/data-table' },
  booleanFilter: { names: ['BooleanFilter'], expected: '@/components/data-table' },
  selectFilter: { names: ['SelectFilter'], expected: '@/components/data-table' },
  rangeFilter: { names: ['RangeFilter'], expected: '@/components/data-table' },
  relationFilter: { names: ['RelationFilter'], expected: '@/components/data-table' },
  textField: { names: ['TextField', 'TextInput'], expected: '@/components/form' },
  textareaField: {
    names: ['TextareaField', 'TextAreaField', 'TextareaInput'],
    expected: '@/components/form',
  },
  numberField: { names: ['NumberField', 'NumberInput'], expected: '@/components/form' },
  decimalField: { names: ['DecimalField', 'DecimalInput'], expected: '@/components/form' },
  checkboxField: { names: ['CheckboxField', 'CheckboxInput'], expected: '@/components/form' },
  selectField: { names: ['SelectField', 'SelectInput'], expected: '@/components/form' },
  dateField: { names: ['DateField', 'DateInput'], expected: '@/components/form' },
  datetimeField: {
    names: ['DatetimeField', 'DateTimeField', 'DatetimeInput'],
    expected: '@/components/form',
  },
  timeField: { names: ['TimeField', 'TimeInput'], expected: '@/components/form' },
  jsonField: { names: ['JsonField', 'JSONField', 'JsonInput'], expected: '@/components/form' },
  fileField: { names: ['FileField', 'FileInput'], expected: '@/components/form' },
  relationField: { names: ['RelationField', 'RelationInput'], expected: '@/components/form' },
  relationManyField: { names: ['RelationManyField', 'RelationManyInput'], expected: '@/components/form' },
  formSheet: { names: ['FormSheet', 'FormDrawer'], expected: '@/components/form' },
  entityContext: { names: ['createEntityContext', 'createResource'], expected: '@/lib/entity' },
  entityForm: { names: ['useEntityForm', 'useResourceForm'], expected: '@/lib/form' },
  localized: { names: ['useLocalized', 'useBilingual'], expected: '@/lib/entity' },
  proxy: { names: ['proxyToBackend', 'callBackend'], expected: '@/lib/api' },
  session: { names: ['withSession', 'signedIn'], expected: '@/lib/api' },
  auditFields: { names: ['AuditFields', 'Timestamps'], expected: '@/lib/types/api' },
  jsonValueType: { names: ['JsonValue'], expected: '@/lib/types/api' },
  plainText: { names: ['plainText'], expected: '@/lib/types/api' },
  decimalString: { names: ['decimalString'], expected: '@/lib/types/api' },
  bigintString: { names: ['bigintString'], expected: '@/lib/types/api' },
  jsonValue: { names: ['jsonValue'], expected: '@/lib/types/api' },
  fieldFrame: { names: ['FieldFrame', 'InputFrame'], expected: '@/components/form' },
  fieldProps: { names: ['FieldProps', 'InputProps'], expected: '@/components/form' },
  formField: { names: ['useFormField', 'useFormInput'], expected: '@/components/form' },
  select: { names: ['Select'], expected: '@/components/ui' },
  input: { names: ['Input', 'TextBox'], expected: '@/components/ui' },
  button: { names: ['Button'], expected: '@/components/ui' },
  closeIcon: { names: ['CloseIcon', 'XIcon'], expected: '@/components/ui' },
  relationCombobox: { names: ['RelationCombobox'], expected: '@/components/form' },
  options: { names: ['useOptions'], expected: '@/lib/entity' },
  optionLabel: { names: ['useOptionLabel'], expected: '@/lib/entity' },
  isEntityId: { names: ['isEntityId', 'isRowId'], expected: '@/lib/entity' },
  entityId: { names: ['EntityId', 'RowId'], expected: '@/lib/types/api' },
  entityRow: { names: ['EntityRow', 'ResourceRow'], expected: '@/lib/types/api' },
  entityList: { names: ['EntityList', 'ResourceList'], expected: '@/lib/entity' },
  relationsCell: {
    names: ['RelationsCell'],
    expected: '@/components/data-table',
    generated: 'data-table/relations-cell.tsx',
  },
  textFilter: {
    names: ['TextFilter'],
    expected: '@/components/data-table',
    generated: 'data-table/text-filter.tsx',
  },
  optionalBooleanField: {
    names: ['OptionalBooleanField'],
    expected: '@/components/form',
    generated: 'form/optional-boolean-field.tsx',
  },
  payloadField: {
    names: ['PayloadField'],
    expected: '@/components/form',
    generated: 'form/payload-field.tsx',
  },
};
