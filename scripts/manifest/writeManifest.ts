// `npm run manifest`: writes what the command table says into package.json; a test keeps the two equal.
import { readFileSync, writeFileSync } from 'node:fs';
import { ACTIVATION_EVENTS, CAPABILITIES, contributions } from '../../src/vscode/commands/contributions';

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
if (typeof manifest !== 'object' || manifest === null) throw new Error('package.json is not an object');
Object.assign(manifest, {
  icon: 'media/icon.png',
  activationEvents: ACTIVATION_EVENTS,
  capabilities: CAPABILITIES,
  contributes: contributions(),
});
writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
