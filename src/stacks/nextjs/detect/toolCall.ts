/** Package managers by the lock files that they write, with how they call an installed tool and a script. */
const MANAGERS: readonly {
  readonly locks: readonly string[];
  readonly call: { readonly tool: string; readonly script: string };
}[] = [
  { locks: ['pnpm-lock.yaml'], call: { tool: 'pnpm exec {tool}', script: 'pnpm run {script}' } },
  { locks: ['yarn.lock'], call: { tool: 'yarn run {tool}', script: 'yarn run {script}' } },
  { locks: ['bun.lock', 'bun.lockb'], call: { tool: 'bunx {tool}', script: 'bun run {script}' } },
];
const NPM = { tool: 'npx {tool}', script: 'npm run {script}' };

/** How tools and scripts of a project are called in its folder, by the lock file in it or nearest above it. */
export function findToolCall(
  folder: string,
  paths: readonly string[],
): { readonly tool: string; readonly script: string } {
  const known = new Set(paths);
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = parts.length; depth >= 0; depth--) {
    const isThere = (lock: string): boolean => known.has([...parts.slice(0, depth), lock].join('/'));
    if (isThere('package-lock.json')) return NPM;
    const manager = MANAGERS.find(({ locks }) => locks.some(isThere));
    if (manager !== undefined) return manager.call;
  }
  return NPM;
}
