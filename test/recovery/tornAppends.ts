import type { StoreFile } from '../../src/platform/state/storeFiles';
import { MemoryStoreFiles } from '../fakes/memoryStoreFiles';

/** Each append has a point in its middle too, where half of it is written. */
export class TornAppends extends MemoryStoreFiles {
  /** With the files of another disk, which stays as it is. */
  static over(disk: MemoryStoreFiles): TornAppends {
    return disk.copyTo(new TornAppends());
  }

  override async create(file: string): Promise<StoreFile> {
    const handle = await super.create(file);
    return {
      ...handle,
      append: async (bytes) => {
        const half = Math.ceil(bytes.length / 2);
        await handle.append(bytes.subarray(0, half));
        await handle.append(bytes.subarray(half));
      },
    };
  }
}
