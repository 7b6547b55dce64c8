import type { Assets } from '../../src/core/ports/system';
import { Parsers } from '../../src/codegen/inspect/parsers';
import { nodeAssets } from './nodeAssets';

/** A process of its own that asks for parsers three times at once, the first time in vain; prints what was read. */
async function work(): Promise<void> {
  const read: string[] = [];
  let isFirst = true;
  const assets: Assets = {
    ...nodeAssets,
    bytes: (path) => {
      read.push(path);
      if (!isFirst) return nodeAssets.bytes(path);
      isFirst = false;
      return Promise.reject(new Error('no such asset'));
    },
  };
  const failed = await Parsers.create(assets).catch((failure: unknown) => String(failure));
  read.length = 0;
  const made = await Promise.all([1, 2, 3].map(() => Parsers.create(assets)));
  const classes = made.map((parsers) => parsers.python('class A:\n    pass\n').classes.length);
  process.stdout.write(JSON.stringify({ failed, read: read.sort(), classes }));
}

void work();
