import { HELPER_ROLES, type FastapiProject } from './project';

/** What was found, a line each, for people. */
export function describeConventions(project: FastapiProject): string[] {
  const { models, base, migrations, groups, tests } = project;
  return [
    models === null
      ? `models in a file each, in ${project.modelFiles?.folder ?? 'several folders'}`
      : `models in ${models.path}`,
    ...(base === null ? [] : [`base class ${base.module}.${base.name}`]),
    `${project.sessions} sessions`,
    `tables named in the ${project.tableNaming}`,
    `schemas in ${project.schemas.folder}, queries in ${project.crud.folder}`,
    ...groups.map((group) => `routes below ${group.prefix}, registered in ${group.path}`),
    ...(migrations === null ? [] : [`migrations in ${migrations.folder}`]),
    ...(tests === null ? [] : [`tests in ${tests.folder}`]),
  ];
}

/** Helpers without which nothing can be generated; the others depend on features and types. */
const NEEDED = Object.entries(HELPER_ROLES).map(([role, name]) => ({ role, name }));

/** One sentence for each convention that generation does not know. */
export function unsupportedConventions(project: FastapiProject): string[] {
  const at = project.folder === '' ? 'the backend' : project.folder;
  const reasons: string[] = [];
  const add = (reason: string): void => {
    reasons.push(`${at}: ${reason}`);
  };
  if (project.base === null)
    add('no declarative base class was found (a class derived from DeclarativeBase).');
  if (project.base !== null && project.models === null && project.modelFiles === null)
    add('models live in several files that are not in one folder, which is not supported yet.');
  if (project.session === null) add('no session dependency was found (`Annotated[Session, Depends(...)]`).');
  if (project.groups.length === 0) {
    add('no group of routers was found (a function that includes routers into an APIRouter with a prefix).');
  }
  for (const group of project.groups) {
    if (group.readers.length === 0 || group.writers.length === 0) {
      add(`the routes below ${group.prefix} have no guards that could be imitated.`);
    }
  }
  if (project.migrations === null) add('no Alembic migrations were found.');
  if (reasons.length > 0) return reasons;
  const missing = NEEDED.filter(({ role }) => project.helpers[role] === undefined).map(({ name }) => name);
  if (missing.length > 0) add(`these shared helpers were not found: ${missing.join(', ')}.`);
  if (project.mixins.version === null) add('no mixin with a `version` column was found.');
  return reasons;
}
