import type { ChangeSet, FileChange } from '../core/model/changeSet';
import type { Overlay } from '../core/ports/overlay';
import type { ProjectParts } from '../core/ports/verifier';
import { customChecks, type VerificationSettings } from './customChecks';
import { NODE_CHECKS } from './nodeChecks';
import { readPartConfig, type PartConfig } from './partConfig';
import { PYTHON_CHECKS } from './pythonChecks';
import type { CheckedPart, ToolCheck, ToolFinding } from './toolCheck';

/** One check of one part. */
export interface Job {
  readonly check: ToolCheck;
  /** The part with the change. */
  readonly part: CheckedPart;
  /** The files of the change that were there before it, relative to the part's folder. */
  readonly earlier: readonly string[];
  /** The part's folder relative to the workspace. */
  readonly place: string;
  /** Unique among the jobs. */
  readonly label: string;
  readonly config: PartConfig;
  readonly timeoutMs: number;
  /** Why the project does not run this check, undefined when it does. */
  readonly unwanted?: string;
}

type Part = ProjectParts['parts'][number];

export async function planJobs(
  changes: ChangeSet,
  project: ProjectParts,
  overlay: Overlay,
  settings: VerificationSettings,
): Promise<readonly Job[]> {
  const jobs: Job[] = [];
  for (const part of project.parts) {
    const config = await readPartConfig(overlay, part.folder);
    const isOnly = project.parts.every((other) => other === part || other.kind !== part.kind);
    const files = changes.files.filter((file) => belongsTo(file, part, project));
    const changed = files.map((file) => below(part, file));
    const checked: CheckedPart = {
      folder: absolute(overlay, part.folder),
      changed,
      present: changed,
      importPaths: importPaths(overlay, part.folder),
    };
    for (const check of part.kind === 'python' ? PYTHON_CHECKS : NODE_CHECKS) {
      const fit = check.fit(config);
      if (fit.kind === 'foreign') continue;
      jobs.push({
        check,
        part: checked,
        earlier: files.filter((file) => file.base !== null).map((file) => below(part, file)),
        place: part.folder,
        label: isOnly ? check.name : `${check.name} (${part.folder === '' ? '.' : part.folder})`,
        config,
        timeoutMs: check.timeoutMs ?? settings.timeoutSeconds * 1000,
        ...(fit.kind === 'notChecked' ? { unwanted: fit.reason } : {}),
      });
    }
  }
  jobs.push(...customJobs(changes, overlay, settings));
  return jobs.map((job) =>
    settings.checks.includes(job.check.kind) ? job : { ...job, unwanted: SWITCHED_OFF },
  );
}

const SWITCHED_OFF = 'The configuration leaves this kind of check out (verification.checks).';

function customJobs(changes: ChangeSet, overlay: Overlay, settings: VerificationSettings): readonly Job[] {
  const files = changes.files.map(({ path }) => path);
  return customChecks(settings).map(({ check, folder, timeoutSeconds }) => ({
    check,
    part: {
      folder: absolute(overlay, folder),
      changed: files,
      present: files,
      importPaths: importPaths(overlay, folder),
    },
    earlier: [],
    place: folder,
    label: check.name,
    config: new Map(),
    timeoutMs: (timeoutSeconds ?? settings.timeoutSeconds) * 1000,
  }));
}

/** The same part without the change; only files with findings are of interest. */
export function partBefore(job: Job, findings: readonly ToolFinding[]): CheckedPart {
  const isNew = new Set(job.part.changed.filter((file) => !job.earlier.includes(file)));
  const asked = new Set(findings.flatMap(({ path }) => (path === null || isNew.has(path) ? [] : [path])));
  return { ...job.part, present: job.earlier, asked: [...asked] };
}

/** A file belongs to the innermost part of a kind. */
function belongsTo(file: FileChange, part: Part, project: ProjectParts): boolean {
  const isBelow = (folder: string): boolean => folder === '' || file.path.startsWith(`${folder}/`);
  if (!isBelow(part.folder)) return false;
  return !project.parts.some(
    ({ kind, folder }) => kind === part.kind && isBelow(folder) && folder.length > part.folder.length,
  );
}

function below(part: Part, file: FileChange): string {
  return part.folder === '' ? file.path : file.path.slice(part.folder.length + 1);
}

const absolute = (overlay: Overlay, folder: string): string =>
  folder === '' ? overlay.root : `${overlay.root}/${folder}`;

/** The part itself, its `src` when it has one, then what is installed from elsewhere in the workspace. */
function importPaths(overlay: Overlay, folder: string): readonly string[] {
  const own = absolute(overlay, folder);
  const source = folder === '' ? 'src/' : `${folder}/src/`;
  const hasSource = [...overlay.paths].some((path) => path.startsWith(source));
  return [...new Set([own, ...(hasSource ? [`${own}/src`] : []), ...overlay.importPaths])];
}
