import type { FastapiProject } from './project';

/** Whether a file of models imports another one, by itself or through others: the other must not import it. */
export function importsModule(project: FastapiProject, from: string, wanted: string): boolean {
  const seen = new Set<string>();
  const visit = (module: string): boolean => {
    if (module === wanted) return true;
    if (seen.has(module)) return false;
    seen.add(module);
    // The package of all models imports each of them.
    if (module === project.modelFiles?.index?.module) return true;
    return project.entities.some((entity) => entity.module === module && entity.imports.some(visit));
  };
  return visit(from);
}
