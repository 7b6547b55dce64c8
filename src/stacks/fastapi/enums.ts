import type { Code } from '../../codegen/render/code';
import { py, pyImportModule, pyString } from '../../codegen/render/python';
import { pascalCase } from '../../core/entity/caseConversion';
import { enumMembers } from '../../core/entity/names';
import type { Field } from '../../core/model/entitySpec';
import type { FastapiProject } from './project';

/** Class of an enumeration, e.g. `ProductStatus`; an entity of that name makes it `ProductStatusValue`. */
export function enumClassName(project: FastapiProject, owner: string, field: Pick<Field, 'name'>): string {
  const name = `${owner}${pascalCase(field.name)}`;
  return project.entities.some((entity) => entity.name === name) ? `${name}Value` : name;
}

/** `class ProductStatus(enum.StrEnum)` with a member a value. */
export function renderEnum(name: string, values: readonly string[]): Code {
  const members = enumMembers(values);
  return py`
    class ${name}(${pyImportModule('enum')}.StrEnum):
        ${values.map((value, index) => py`${members[index] ?? ''} = ${pyString(value)}`)}
  `;
}
