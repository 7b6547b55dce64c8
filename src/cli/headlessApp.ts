import type { App } from '../app';
import type { StateStore } from '../core/ports/stateStore';

export interface HeadlessOptions {
  readonly workspace: string;
  /** `read` follows the store of another process without holding it. */
  readonly access: 'write' | 'read';
  readonly trust: boolean;
  readonly verify: boolean;
}

/** The app as the command line uses it; the root builds it over the platform. */
export interface HeadlessApp extends App {
  readonly store: Pick<StateStore, 'getRun'>;
  /** Whether the proof can run here. */
  readonly canVerify: boolean;
  close(): Promise<void>;
}

export type OpenHeadlessApp = (options: HeadlessOptions) => Promise<HeadlessApp>;
