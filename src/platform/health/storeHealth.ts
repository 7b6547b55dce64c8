import path from 'node:path';
import type { HealthItem } from '../../core/model/healthItem';
import type { Run } from '../../core/model/run';
import { holderOf } from '../state/lease';
import { openStoreReadOnly, type ReadOnlyOptions } from '../state/openStoreReadOnly';
import type { ProcessTable } from '../processes/processTable';

/** Whether the runs can be read, who holds them, and what waits. Takes no lease and writes nothing. */
export async function storeHealth(
  options: ReadOnlyOptions & { readonly processes: ProcessTable },
): Promise<readonly HealthItem[]> {
  const store = await openStoreReadOnly(options);
  try {
    const runs = await store.listRuns();
    const damaged = runs.filter(({ error }) => error?.startsWith('Texts of this run') === true).length;
    const holder = await holderOf(options);
    return [
      {
        area: 'store',
        name: 'run store',
        status: 'good',
        detail: `${plural(runs.length, 'run')}, the newest ${runs[0]?.createdAt ?? 'never'}, in ${path.resolve(options.folder)}.`,
        suggestion: null,
      },
      {
        area: 'store',
        name: 'holder',
        status: 'good',
        detail: holder === undefined ? 'Nobody holds it.' : `Held by ${holder.label}.`,
        suggestion: null,
      },
      ...(damaged === 0 ? [] : [lost(damaged)]),
      ...waiting(runs),
    ];
  } finally {
    await store.close();
  }
}

function lost(count: number): HealthItem {
  return {
    area: 'store',
    name: 'texts',
    status: 'bad',
    detail: `Texts of ${plural(count, 'run')} were removed or damaged.`,
    suggestion: 'Start again what you still need of them; the others are whole.',
  };
}

function waiting(runs: readonly Run[]): readonly HealthItem[] {
  const count = (...statuses: readonly Run['status'][]): number =>
    runs.filter(({ status }) => statuses.includes(status)).length;
  const cutOff = count('interrupted', 'planning', 'executing');
  const open = count('review', 'waiting');
  if (cutOff + open === 0) return [];
  return [
    {
      area: 'store',
      name: 'waiting',
      status: 'notice',
      detail: `${String(open)} wait for a person, ${String(cutOff)} are under way or were cut off.`,
      suggestion: 'See "groundwork runs"; go on with "groundwork resume RUN".',
    },
  ];
}

const plural = (count: number, thing: string): string => `${String(count)} ${thing}${count === 1 ? '' : 's'}`;
