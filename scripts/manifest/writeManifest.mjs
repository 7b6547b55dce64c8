import { readFileSync, writeFileSync } from 'node:fs';
import { register } from 'tsx/esm/api';

// `npm run manifest`: writes what the command table says into package.json; a test keeps the two equal.
const unregister = register();
const { ACTIVATION_EVENTS, CAPABILITIES, contributions } =
  await import('../../src/vscode/commands/contributions.ts');
await unregister();

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
Object.assign(manifest, {
  icon: 'media/icon.png',
  activationEvents: ACTIVATION_EVENTS,
  capabilities: CAPABILITIES,
  contributes: contributions(),
});
writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
