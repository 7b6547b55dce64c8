import { parseEntityFile } from '../../codegen/specFile/parseEntityFile';
import { pascalCase } from '../../core/entity/caseConversion';
import { nearest } from '../../core/entity/didYouMean';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { parseShorthand } from '../../core/entity/shorthand';
import type { SpecProblem } from '../../core/entity/specProblem';
import { AppError } from '../../core/model/appError';
import type { EntitySpec } from '../../core/model/entitySpec';
import type { WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { entityFilePath, readBase } from './entityFiles';
import type { FullstackRequest } from './request';
import type { ProjectProfile, Stack } from './stack';

export type SettledEntity =
  | { readonly kind: 'settled'; readonly spec: EntitySpec }
  | { readonly kind: 'problems'; readonly problems: readonly SpecProblem[] };

/**
 * One complete specification from what was asked and what the project does: conventions fill in what was left open, and
 * each relationship must point to a model that exists. Throws AppError `notFound` for an entity to extend that has no file,
 * `invalidInput` for a file or fields that cannot be read.
 */
export async function settleEntity(
  request: FullstackRequest,
  files: WorkspaceFiles,
  backend: { readonly stack: Stack; readonly profile: ProjectProfile } | null,
): Promise<SettledEntity> {
  const normalized =
    request.kind === 'addField'
      ? normalizeEntity(await extendEntity(request.entity, request.fields, files))
      : normalizeEntity({ ...backend?.stack.defaults(backend.profile, request.entity), ...request.entity });
  if (normalized.kind === 'invalid') return { kind: 'problems', problems: normalized.problems };
  const problems = [
    ...(await renamed(normalized.spec, files)),
    ...(backend === null ? [] : missingTargets(normalized.spec, backend.profile)),
  ];
  if (problems.length > 0) return { kind: 'problems', problems };
  return { kind: 'settled', spec: normalized.spec };
}

/** What was generated for the former name would stay beside the new entity, with all its rows. */
async function renamed({ name, renamedFrom }: EntitySpec, files: WorkspaceFiles): Promise<SpecProblem[]> {
  if (renamedFrom === null) return [];
  if ((await readBase(files, renamedFrom)).base === null || (await readBase(files, name)).base !== null) {
    return [];
  }
  return [
    {
      path: ['renamedFrom'],
      field: null,
      message: `${renamedFrom} was generated here, and its files would have to go: a proposal removes none, so an entity keeps its name in code.`,
      suggestion: `Keep \`name: ${renamedFrom}\` and change what people see and the database has: \`label\` and \`table\` (its rows stay).`,
    },
  ];
}

/** The entity's own file with more fields. */
async function extendEntity(entity: string, shorthand: string, files: WorkspaceFiles): Promise<unknown> {
  const path = entityFilePath(entity);
  const text = await files.read(path);
  if (text === undefined) {
    throw new AppError(
      'notFound',
      `There is no ${path}: the entity ${entity} was not generated here.`,
      `Generate it first, or write ${path}.`,
    );
  }
  const file = parseEntityFile(text);
  if (file.kind === 'invalid') {
    const [problem] = file.problems;
    const place = `${path}:${String(problem?.line ?? 1)}`;
    throw new AppError(
      'invalidInput',
      `${place}: ${problem?.message ?? 'The file is not valid.'}`,
      problem?.suggestion ?? 'Correct the file.',
    );
  }
  const parsed = parseShorthand(shorthand);
  if (parsed.kind === 'invalid') {
    const [problem] = parsed.problems;
    throw new AppError(
      'invalidInput',
      problem?.message ?? 'The fields are not valid.',
      problem?.suggestion ?? '',
    );
  }
  return {
    ...file.spec,
    fields: [...file.spec.fields, ...parsed.pieces.fields],
    relationships: [...file.spec.relationships, ...parsed.pieces.relationships],
  };
}

function missingTargets(spec: EntitySpec, backend: ProjectProfile): SpecProblem[] {
  const own = pascalCase(spec.name);
  const known = [own, ...backend.entities.map((entity) => entity.name)];
  return spec.relationships
    .filter((relationship) => !known.includes(relationship.target))
    .map((relationship) => {
      const near = nearest(relationship.target, known);
      return {
        path: ['relationships', relationship.name],
        field: relationship.name,
        message: `There is no model ${relationship.target} in the backend.`,
        suggestion:
          near === undefined
            ? `Generate ${relationship.target} first, or name one of: ${known.join(', ')}.`
            : `Did you mean \`${near}\`? Else generate ${relationship.target} first.`,
      };
    });
}
