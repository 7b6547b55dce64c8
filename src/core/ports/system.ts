/** Small ports over the machine. */
export interface Clock {
  now(): Date;
  /** Resolves after the delay; rejects with AppError `cancelled` when the signal aborts. */
  delay(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** 128 random bits as 32 lower-case hex digits. */
  id(): string;
  /** Uniform in [0, 1). */
  number(): number;
}

export interface Log {
  debug(message: string, data?: Readonly<Record<string, unknown>>): void;
  info(message: string, data?: Readonly<Record<string, unknown>>): void;
  warn(message: string, data?: Readonly<Record<string, unknown>>): void;
  error(message: string, data?: Readonly<Record<string, unknown>>): void;
}

/** Files that ship with the product: wasm grammars, agent folders. */
export interface Assets {
  bytes(name: string): Promise<Uint8Array>;
  text(name: string): Promise<string>;
  /** Names below a folder of the product, e.g. `agents`. */
  list(folder: string): Promise<readonly string[]>;
}

/** SHA-256, hex. */
export interface Hasher {
  hash(text: string): string;
}
