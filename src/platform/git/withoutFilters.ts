import type { AskGit } from './openGit';

/**
 * Settings, as environment, under which no filter of the repository is a program: filters have names of the repository's
 * own choosing, so they are looked up first. Line ends and encodings are still converted: git does that itself.
 */
export async function withoutFilters(ask: AskGit, signal?: AbortSignal): Promise<Record<string, string>> {
  const cancellable = signal === undefined ? {} : { signal };
  // Ends with 1 when nothing fits.
  const listed = await ask({
    args: ['config', '--name-only', '-z', '--get-regexp', '^filter\\.'],
    ...cancellable,
  }).catch(() => '');
  signal?.throwIfAborted();
  const drivers = new Set(listed.split('\0').flatMap((key) => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []));
  const environment: Record<string, string> = {};
  let count = 0;
  const set = (key: string, value: string): void => {
    environment[`GIT_CONFIG_KEY_${String(count)}`] = key;
    environment[`GIT_CONFIG_VALUE_${String(count)}`] = value;
    count += 1;
  };
  for (const name of drivers) {
    for (const program of ['clean', 'smudge', 'process']) set(`filter.${name}.${program}`, '');
    set(`filter.${name}.required`, 'false');
  }
  return { ...environment, GIT_CONFIG_COUNT: String(count) };
}
