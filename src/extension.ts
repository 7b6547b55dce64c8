import type { ExtensionContext } from 'vscode';

/** Builds the ports, the app and its features; wires only. */
export function activate(context: ExtensionContext): { readonly version: string } {
  const manifest: { readonly version: string } = context.extension.packageJSON as { version: string };
  return { version: manifest.version };
}
