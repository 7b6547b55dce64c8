import { parseEntityFile } from '../../codegen/specFile/parseEntityFile';
import { keepUnsaid } from '../../core/entity/keepUnsaid';
import { entityNames, refuseName } from '../../core/entity/names';
import { normalizeEntity } from '../../core/entity/normalizeEntity';
import { parseShorthand } from '../../core/entity/shorthand';
import { toEntityInput } from '../../core/entity/toEntityInput';
import { AppError } from '../../core/model/appError';
import type { EntitySpec } from '../../core/model/entitySpec';
import type {
  DetectedProject,
  DialogueService,
  EntityCheck,
  EntityProblem,
  EntitySource,
  ProjectChoice,
  WorkspaceDetection,
} from '../../core/orchestrator/dialogueService';
import { workspaceSnapshot } from '../../core/orchestrator/workspaceSnapshot';
import type { Cancellable, WorkspaceFiles } from '../../core/ports/workspaceFiles';
import { applyEntityEdits } from './applyEntityEdits';
import { entityFilePath, readBase } from './entityFiles';
import { filesToCome } from './filesToCome';
import { FULLSTACK } from './fullstackWorkflow';
import { refuseUnsupported } from './refuseUnsupported';
import { fullstackRequestSchema, type FullstackRequest } from './request';
import { settleEntity } from './settleEntity';
import type { ProjectProfile, Stack, Stacks } from './stack';

interface Detected {
  readonly backends: readonly ProjectProfile[];
  readonly frontends: readonly ProjectProfile[];
  /** Files that exist, so that the plan lists only what is to come. */
  readonly paths: ReadonlySet<string>;
}

type EntityFile = Extract<EntitySource, { kind: 'file' }>;
type ReadSource = Exclude<EntitySource, EntityFile>;
type Spans = ReadonlyMap<string, { readonly offset: number; readonly length: number }>;

/** The dialogue before a fullstack run: checks what is typed against the project as it is. */
export class FullstackDialogue implements DialogueService {
  private readonly files: WorkspaceFiles;
  private readonly stacks: Stacks;
  private detected: Promise<Detected> | undefined;

  constructor(files: WorkspaceFiles, stacks: Stacks) {
    this.files = files;
    this.stacks = stacks;
  }

  /** Reads the workspace anew; `check` works on what the last detection found. */
  async detect(options: Cancellable = {}): Promise<WorkspaceDetection> {
    this.detected = this.readProjects(options);
    const { backends, frontends } = await this.detected;
    return {
      projects: [
        ...backends.map((profile) => describe('fastapi', profile)),
        ...frontends.map((profile) => describe('nextjs', profile)),
      ],
      entities: backends.flatMap((profile) => profile.entities.map((entity) => entity.name)),
    };
  }

  async check(source: EntitySource, parts: ProjectChoice, options: Cancellable = {}): Promise<EntityCheck> {
    const read = source.kind === 'file' ? await this.readEntityFile(source) : source;
    const kept = await this.keptOf(read);
    const asked = requestOf(read, parts, kept);
    if (asked.kind === 'problems') return asked;
    this.detected ??= this.readProjects(options);
    const { backends, frontends, paths } = await this.detected;
    const backend = halfOf(this.stacks.backend, backends, parts.backend);
    const frontend = halfOf(this.stacks.frontend, frontends, parts.frontend);
    for (const half of [backend, frontend]) if (half !== null) refuseUnsupported(half.profile);
    const settled = await settleEntity(asked.request, this.files, backend);
    if (settled.kind === 'problems') {
      return {
        kind: 'problems',
        problems: settled.problems.map((problem) => ({
          ...(asked.spans.get(problem.field ?? '') ?? { offset: 0, length: 0 }),
          field: problem.field,
          message: problem.message,
          suggestion: problem.suggestion,
        })),
      };
    }
    const halves = [backend, frontend].filter((half) => half !== null);
    const { base } = await readBase(this.files, settled.spec.name);
    return {
      kind: 'ready',
      spec: settled.spec,
      start: { workflow: FULLSTACK, request: asked.request },
      files: filesToCome(
        halves.flatMap((half) => half.stack.planned(half.profile, settled.spec)),
        { spec: settled.spec, base, paths },
      ),
      notes: [
        ...halves
          .filter((half) =>
            half.profile.entities.some((entity) => entity.name === entityNames(settled.spec).pascal),
          )
          .map((half) => `${half.stack.title}: the entity exists already; only what is missing is proposed.`),
        ...(kept === undefined
          ? []
          : [`${entityFilePath(kept.name)}: labels, display options, inverses and features stay.`]),
      ],
    };
  }

  private async readEntityFile({ entity, edits }: EntityFile): Promise<ReadSource> {
    const path = entityFilePath(entity);
    const text = await this.files.read(path);
    if (text !== undefined) return { kind: 'yaml', text, edits };
    throw new AppError(
      'notFound',
      `There is no specification ${path}.`,
      "Write it, or give the fields: on the command line with --fields '<shorthand>' or --spec FILE.",
    );
  }

  /** The entity as it is kept with the code, which shorthand says only a part of. */
  private async keptOf(source: ReadSource): Promise<EntitySpec | undefined> {
    if (source.kind !== 'shorthand') return undefined;
    const parsed = parseShorthand(source.text);
    const name = parsed.kind === 'valid' ? parsed.pieces.name : null;
    if (name === null || refuseName(name, 'entity name') !== undefined) return undefined;
    const file = parseEntityFile((await this.files.read(entityFilePath(name))) ?? '');
    return file.kind === 'valid' ? file.spec : undefined;
  }

  private async readProjects(options: Cancellable): Promise<Detected> {
    const files = workspaceSnapshot(this.files);
    const [backends, frontends, paths] = await Promise.all([
      this.stacks.backend.detect(files, options),
      this.stacks.frontend.detect(files, options),
      files.list(options),
    ]);
    return { backends, frontends, paths: new Set(paths) };
  }
}

function halfOf(
  stack: Stack,
  found: readonly ProjectProfile[],
  folder: string | null,
): { readonly stack: Stack; readonly profile: ProjectProfile } | null {
  const profile = folder === null ? undefined : found.find((candidate) => candidate.folder === folder);
  return profile === undefined ? null : { stack, profile };
}

type AskedRequest =
  | { readonly kind: 'asked'; readonly request: FullstackRequest; readonly spans: Spans }
  | { readonly kind: 'problems'; readonly problems: readonly EntityProblem[] };

function requestOf(source: ReadSource, parts: ProjectChoice, kept: EntitySpec | undefined): AskedRequest {
  const halves = {
    parts: partsOf(parts),
    backendFolder: parts.backend,
    frontendFolder: parts.frontend,
  };
  switch (source.kind) {
    case 'fields': {
      const parsed = parseShorthand(source.text);
      if (parsed.kind === 'invalid') return problemsOf(parsed.problems);
      const { entity, text: fields } = source;
      return {
        kind: 'asked',
        request: { kind: 'addField', entity, fields, ...halves },
        spans: parsed.pieces.spans,
      };
    }
    case 'shorthand': {
      const parsed = parseShorthand(source.text);
      if (parsed.kind === 'invalid') return problemsOf(parsed.problems);
      const { name, fields, relationships, spans } = parsed.pieces;
      if (name === null) {
        return problem(0, 0, 'The entity has no name yet.', 'Begin with it: `product name:string(64)!`.');
      }
      const entity = { name, fields: [...fields], relationships: [...relationships] };
      const said = kept === undefined ? undefined : normalizeEntity(entity);
      const whole =
        kept === undefined || said?.kind !== 'valid' ? entity : toEntityInput(keepUnsaid(said.spec, kept));
      return checked({ ...applyEntityEdits(whole, source.edits) }, halves, spans);
    }
    case 'yaml': {
      const file = parseEntityFile(source.text);
      if (file.kind === 'valid')
        return checked({ ...applyEntityEdits({ ...file.input }, source.edits) }, halves, new Map());
      return { kind: 'problems', problems: file.problems.map((item) => yamlProblem(source.text, item)) };
    }
    case 'spec':
      if (typeof source.spec !== 'object' || source.spec === null) {
        return problem(0, 0, 'The specification is no object.', 'Pass the content of an entity file.');
      }
      return checked({ ...applyEntityEdits({ ...source.spec }, source.edits) }, halves, new Map());
  }
}

function checked(
  entity: Readonly<Record<string, unknown>>,
  halves: Pick<FullstackRequest, 'parts' | 'backendFolder' | 'frontendFolder'>,
  spans: Spans,
): AskedRequest {
  const parsed = fullstackRequestSchema.safeParse({ kind: 'generate', entity, ...halves });
  if (parsed.success) return { kind: 'asked', request: parsed.data, spans };
  const [issue] = parsed.error.issues;
  const place = issue?.path.slice(1).join('.') ?? '';
  return problem(0, 0, `${place}: ${issue?.message ?? 'not valid'}`, 'Correct it, then try again.');
}

function partsOf(parts: ProjectChoice): FullstackRequest['parts'] {
  if (parts.backend !== null && parts.frontend !== null) return 'fullstack';
  if (parts.backend !== null) return 'backend';
  if (parts.frontend !== null) return 'frontend';
  throw new AppError(
    'dependencyMissing',
    'Neither half was chosen.',
    'Choose a backend, a frontend or both.',
  );
}

function yamlProblem(
  text: string,
  item: { readonly line: number; readonly message: string; readonly suggestion: string },
): EntityProblem {
  const offset = text
    .split('\n')
    .slice(0, item.line - 1)
    .join('\n').length;
  return {
    offset,
    length: 0,
    field: null,
    message: `Line ${String(item.line)}: ${item.message}`,
    suggestion: item.suggestion,
  };
}

function problemsOf(problems: readonly Omit<EntityProblem, 'field'>[]): AskedRequest {
  return { kind: 'problems', problems: problems.map((item) => ({ ...item, field: null })) };
}

function problem(offset: number, length: number, message: string, suggestion: string): AskedRequest {
  return { kind: 'problems', problems: [{ offset, length, field: null, message, suggestion }] };
}

function describe(kind: DetectedProject['kind'], profile: ProjectProfile): DetectedProject {
  return {
    kind,
    folder: profile.folder,
    evidence: profile.evidence.map((item) => `${item.claim} (${item.path}:${String(item.line)})`),
    conventions: profile.conventions,
    unsupported: profile.unsupported,
  };
}
