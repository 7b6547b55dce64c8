import type { SecretStorage } from 'vscode';
import type { KeyVault } from '../../core/ports/keyVault';

/** The editor's secret storage: on this machine, outside of settings, and never synchronised. */
export function secretVault(storage: SecretStorage): KeyVault {
  return {
    read: async (name) => storage.get(name),
    store: async (name, secret) => storage.store(name, secret),
    remove: async (name) => storage.delete(name),
  };
}
