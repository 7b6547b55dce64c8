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
  dataTable: { names: ['DataTable'], expected: '@/components/data-table' },
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
  textField: { names: ['TextField'], expected: '@/components/form' },
  textareaField: { names: ['TextareaField', 'TextAreaField'], expected: '@/components/form' },
  numberField: { names: ['NumberField'], expected: '@/components/form' },
  decimalField: { names: ['DecimalField'], expected: '@/components/form' },
  checkboxField: { names: ['CheckboxField'], expected: '@/components/form' },
  selectField: { names: ['SelectField'], expected: '@/components/form' },
  dateField: { names: ['DateField'], expected: '@/components/form' },
  datetimeField: { names: ['DatetimeField', 'DateTimeField'], expected: '@/components/form' },
  timeField: { names: ['TimeField'], expected: '@/components/form' },
  jsonField: { names: ['JsonField', 'JSONField'], expected: '@/components/form' },
  fileField: { names: ['FileField'], expected: '@/components/form' },
  relationField: { names: ['RelationField'], expected: '@/components/form' },
  relationManyField: { names: ['RelationManyField'], expected: '@/components/form' },
  formSheet: { names: ['FormSheet'], expected: '@/components/form' },
  entityContext: { names: ['createEntityContext'], expected: '@/lib/entity' },
  entityForm: { names: ['useEntityForm'], expected: '@/lib/form' },
  localized: { names: ['useLocalized'], expected: '@/lib/entity' },
  proxy: { names: ['proxyToBackend'], expected: '@/lib/api' },
  session: { names: ['withSession'], expected: '@/lib/api' },
  auditFields: { names: ['AuditFields'], expected: '@/lib/types/api' },
  jsonValueType: { names: ['JsonValue'], expected: '@/lib/types/api' },
  plainText: { names: ['plainText'], expected: '@/lib/types/api' },
  decimalString: { names: ['decimalString'], expected: '@/lib/types/api' },
  bigintString: { names: ['bigintString'], expected: '@/lib/types/api' },
  jsonValue: { names: ['jsonValue'], expected: '@/lib/types/api' },
  fieldFrame: { names: ['FieldFrame'], expected: '@/components/form' },
  fieldProps: { names: ['FieldProps'], expected: '@/components/form' },
  formField: { names: ['useFormField'], expected: '@/components/form' },
  select: { names: ['Select'], expected: '@/components/ui' },
  input: { names: ['Input'], expected: '@/components/ui' },
  button: { names: ['Button'], expected: '@/components/ui' },
  closeIcon: { names: ['CloseIcon', 'XIcon'], expected: '@/components/ui' },
  relationCombobox: { names: ['RelationCombobox'], expected: '@/components/form' },
  options: { names: ['useOptions'], expected: '@/lib/entity' },
  optionLabel: { names: ['useOptionLabel'], expected: '@/lib/entity' },
  isEntityId: { names: ['isEntityId'], expected: '@/lib/entity' },
  entityId: { names: ['EntityId'], expected: '@/lib/types/api' },
  entityRow: { names: ['EntityRow'], expected: '@/lib/types/api' },
  entityList: { names: ['EntityList'], expected: '@/lib/entity' },
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
