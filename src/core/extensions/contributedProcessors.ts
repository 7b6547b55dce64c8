import type { DocumentProcessor } from '../ports/documentProcessor';
import type { Clock } from '../ports/system';
import { callExtension } from './callExtension';
import { chunksSchema } from './contributionSchemas';
import type { Contributed } from './contributions';
import type { ProcessorContribution } from './groundworkApi';

const TIMEOUT_MS = 60_000;

/** Retrieval processors of other extensions, in the order in which they were registered. */
export function contributedProcessors(
  contributed: readonly Contributed<ProcessorContribution>[],
  clock: Clock,
): readonly DocumentProcessor[] {
  return contributed.map(({ extension, value }) => ({
    name: `${value.id} (${extension})`,
    canProcess: (path) => isTrue(value.canProcess(path)),
    process: ({ path, text }, { signal } = {}) =>
      callExtension(
        {
          extension,
          what: `its processor ${value.id}`,
          timeoutMs: TIMEOUT_MS,
          clock,
          schema: chunksSchema,
          ...(signal === undefined ? {} : { signal }),
        },
        (ended) => value.process({ path, text }, { signal: ended }),
      ),
  }));
}

/** It comes from code that nobody has checked the types of. */
const isTrue = (answer: unknown): boolean => answer === true;
