import type { ExpandedPlan } from './expandPlan';
import { refusePlan } from './refusePlan';
import type { Ancestors } from './validatePlan';

/**
 * Refuses files that two phases may write at once, whatever the disk makes of upper and lower case, files outside the
 * workspace, and a file that another phase takes for a folder.
 */
export function refuseWrites({ phases }: ExpandedPlan, before: Ancestors): void {
  const writers = new Map<string, { readonly phase: string; readonly file: string }[]>();
  for (const { key, writes = [] } of phases) {
    for (const file of writes) {
      const place = placeOf(file);
      if (place === undefined) {
        refusePlan(
          `the phase ${key} writes ${JSON.stringify(file)}, which is no file of the workspace`,
          'Write a path relative to the workspace folder.',
        );
      }
      const others = writers.get(place) ?? [];
      const rival = others.find(
        ({ phase }) => phase !== key && !before.get(key)?.has(phase) && !before.get(phase)?.has(key),
      );
      if (rival !== undefined) {
        const same = rival.file === file ? file : `${file}, which is ${rival.file} again`;
        refusePlan(
          `${rival.phase} and ${key} may run at once and both write ${same}`,
          `Let ${key} wait for ${rival.phase}, or write another file.`,
        );
      }
      writers.set(place, [...others, { phase: key, file }]);
    }
  }
  for (const [place, [writer]] of writers) {
    for (let end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
      const [other] = writers.get(place.slice(0, end)) ?? [];
      if (other === undefined || writer === undefined) continue;
      refusePlan(
        `${writer.phase} writes ${writer.file}, and for ${other.phase} ${other.file} is a file`,
        'Write to one place or the other: a path is a file or a folder.',
      );
    }
  }
}

/** The same for every way to write a path; undefined for one that leaves the workspace. */
function placeOf(file: string): string | undefined {
  if (/^([/\\]|[a-z]:)/i.test(file)) return undefined;
  const place: string[] = [];
  for (const segment of file.split(/[/\\]/)) {
    if (segment === '..') {
      if (place.pop() === undefined) return undefined;
    } else if (segment !== '' && segment !== '.') place.push(segment.normalize('NFC').toLowerCase());
  }
  return place.length === 0 ? undefined : place.join('/');
}
