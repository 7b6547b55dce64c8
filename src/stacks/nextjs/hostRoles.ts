import type { Role } from './project';

interface HostRole {
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
};
