import type { FileChange, Layer } from '../../src/core/model/changeSet';
import { workspacePath } from '../../src/core/model/workspacePath';
import type { WorkspaceFiles } from '../../src/core/ports/workspaceFiles';
import { fileChange, mark } from './reviewPorts';
import { SCRIPT } from './scriptedRun';

const MODEL = `

class Product(AuditMixin, SoftDeleteMixin, VersionMixin, Base):
    __tablename__ = "product"

    name_en: Mapped[str] = mapped_column(String(64))
    name_ar: Mapped[str] = mapped_column(String(64))
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id), index=True)
`;

const IMPORT = 'from api.routers.setting.product_router import router as product_router\n';
const INCLUDE = '    setting_router.include_router(product_router)\n';

/** Edits of the sample's model and router registration (two hunks, one needing the other), and new files. */
export async function fakeProposal(files: WorkspaceFiles): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  for (const phase of SCRIPT) {
    for (const step of phase.steps) {
      if (step.path === null) continue;
      const path = workspacePath(step.path);
      const base = (await files.read(path)) ?? null;
      const proposed = base === null ? newText(step.path) : editedText(step.path, base);
      const isRegistration = step.path.endsWith('setting_routers.py');
      const lines = proposed.split('\n');
      const importLine = lines.findIndex((line) => `${line}\n` === IMPORT);
      const includeLine = lines.findIndex((line) => `${line}\n` === INCLUDE);
      changes.push(
        fileChange({
          path: step.path,
          base,
          proposed,
          phase: phase.key,
          title: step.title,
          layer: layerOf(step.path),
          marks:
            isRegistration && importLine >= 0
              ? [
                  mark({
                    startLine: importLine,
                    endLine: importLine + 1,
                    title: 'Router imported',
                    provides: ['py:product_router'],
                  }),
                  mark({
                    startLine: includeLine,
                    endLine: includeLine + 1,
                    title: 'Router registered',
                    requires: ['py:product_router'],
                  }),
                ]
              : [],
        }),
      );
    }
  }
  return changes;
}

function editedText(path: string, base: string): string {
  if (!path.endsWith('setting_routers.py')) return base + MODEL;
  return base
    .replace(/(from api\.routers\.setting\.category_router.*\n)/, `$1${IMPORT}`)
    .replace(/( {4}setting_router\.include_router\(category_router\)\n)/, `$1${INCLUDE}`);
}

function newText(path: string): string {
  const name = path.split('/').at(-1) ?? path;
  if (path.endsWith('.py')) return `"""${name}"""\n\nVALUE = 1\n`;
  if (path.endsWith('.yaml')) return 'version: 1\nname: product\n';
  return `// ${name}\nexport interface Product {\n  id: number;\n  price: string;\n}\n`;
}

function layerOf(path: string): Layer {
  if (path.includes('model')) return 'model';
  if (path.includes('schema')) return 'schema';
  if (path.includes('routers')) return 'router';
  if (path.endsWith('.yaml')) return 'spec';
  if (path.includes('types')) return 'types';
  return path.endsWith('page.tsx') ? 'page' : 'route';
}
