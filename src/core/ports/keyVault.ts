/** Where a person's machine keeps secrets, outside every file: the editor's secret storage. */
export interface KeyVault {
  read(name: string): Promise<string | undefined>;
  store(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}
