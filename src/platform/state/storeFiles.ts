/** A file that is only appended to. Nothing is durable before `sync` resolved. */
export interface StoreFile {
  append(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The few file operations that the run store is built from, so that tests can cut the power between any two of them.
 * Files are private to the user (0600, folders 0700). Paths are absolute, with the machine's separators. Failures are
 * the system's errors with their `code`.
 */
export interface StoreFiles {
  /** Makes the folder and its parents, durably. */
  ensureFolder(folder: string): Promise<void>;
  /** Names of the files in a folder; none when it does not exist. */
  list(folder: string): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  read(file: string): Promise<Uint8Array | undefined>;
  /** In bytes, undefined when there is no such file. */
  size(file: string): Promise<number | undefined>;
  /** Fails with `EEXIST` when there is one. */
  create(file: string): Promise<StoreFile>;
  /** Makes the file with its whole content in one step; false when there is one already. */
  claim(file: string, bytes: Uint8Array): Promise<boolean>;
  rename(from: string, to: string): Promise<void>;
  /** No error when there is none. */
  unlink(file: string): Promise<void>;
  /** Makes created, renamed and removed names in the folder durable. */
  syncFolder(folder: string): Promise<void>;
}

/** Writes a new file and makes its bytes durable; its name is not durable until `syncFolder`. A part of it is no use. */
export async function writeSynced(files: StoreFiles, file: string, bytes: Uint8Array): Promise<void> {
  const handle = await files.create(file);
  try {
    await handle
      .append(bytes)
      .then(() => handle.sync())
      .finally(() => handle.close());
  } catch (failure) {
    await files.unlink(file).catch(() => undefined);
    throw failure;
  }
}
