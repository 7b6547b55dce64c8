import { HOST_ROLES } from '../hostRoles';
import { ROLES, type HostSymbol, type NextjsProject, type Role } from '../project';

export interface FoundSymbols {
  readonly symbols: Partial<Record<Role, HostSymbol>>;
  readonly places: Partial<Record<Role, { readonly path: string; readonly line: number }>>;
  readonly missing: NextjsProject['missing'];
}

const EXPORT =
  /^export\s+(?:default\s+)?(?:async\s+)?(?:function\*?|const|let|class|interface|type)\s+([A-Za-z_$][\w$]*)/gm;

/** Which modules fill the roles; of several that export a name, the first in a folder where it is expected. */
export function findSymbols(
  modules: readonly { readonly path: string; readonly text: string }[],
  specifierOf: (path: string) => string,
): FoundSymbols {
  const wanted = new Set(ROLES.flatMap((role) => HOST_ROLES[role].names));
  const exported = new Map<string, { path: string; line: number }[]>();
  for (const { path, text } of modules) {
    for (const match of text.matchAll(EXPORT)) {
      const name = match[1] ?? '';
      if (!wanted.has(name)) continue;
      const line = text.slice(0, match.index).split('\n').length;
      exported.set(name, [...(exported.get(name) ?? []), { path, line }]);
    }
  }
  const symbols: Partial<Record<Role, HostSymbol>> = {};
  const places: FoundSymbols['places'] = {};
  const missing: NextjsProject['missing'] = [];
  for (const role of ROLES) {
    const { names, expected, generated } = HOST_ROLES[role];
    const folder = expected.replace(/^@\//, '');
    const found = names.flatMap((name) => (exported.get(name) ?? []).map((place) => ({ name, ...place })));
    const best = found.find(({ path }) => path.includes(`${folder}/`)) ?? found[0];
    if (best !== undefined) {
      symbols[role] = { module: specifierOf(best.path), name: best.name };
      places[role] = { path: best.path, line: best.line };
      continue;
    }
    if (generated !== undefined) continue;
    const what = names[0] ?? role;
    missing.push({
      role,
      message: `${/^[A-Z]/.test(what) ? 'Component' : 'Helper'} '${what}' not found in ${expected}`,
      suggestion: `Add '${what}' to the frontend and retry, skip this part, or roll back everything.`,
    });
  }
  return { symbols, places, missing };
}
