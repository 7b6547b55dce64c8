import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { CHORD, KEY_BINDINGS, MENUS } from './bindings';
import { COMMANDS, COMMAND_NAMES } from './commandTable';
import { ACTIVATION_EVENTS, CAPABILITIES, contributions } from './contributions';

const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'));
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('package.json', () => {
  it('says what the command table says (npm run manifest writes it)', () => {
    assert.ok(typeof manifest === 'object' && manifest !== null);
    assert.ok('contributes' in manifest && 'activationEvents' in manifest && 'capabilities' in manifest);
    assert.deepEqual(manifest.contributes, asJson(contributions()));
    assert.deepEqual(manifest.activationEvents, ACTIVATION_EVENTS);
    assert.deepEqual(manifest.capabilities, CAPABILITIES);
  });

  it('names only files that exist', () => {
    const files = JSON.stringify(contributions()).match(/media\/[\w/.-]+/g) ?? [];
    assert.ok(files.length > 4);
    for (const file of files) assert.ok(existsSync(file), file);
  });
});

describe('the command table', () => {
  it('has no key twice', () => {
    const keys = KEY_BINDINGS.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
    assert.match(CHORD.key, /^ctrl\+alt\+/);
  });

  it('takes no argument where the palette shows the command', () => {
    for (const name of COMMAND_NAMES) {
      const { palette, argument } = COMMANDS[name];
      if (palette === 'false') continue;
      assert.ok(argument.safeParse(undefined).success, name);
    }
  });

  it('has a known command in every menu', () => {
    for (const items of Object.values(MENUS)) for (const { command } of items) assert.ok(command in COMMANDS);
  });
});
