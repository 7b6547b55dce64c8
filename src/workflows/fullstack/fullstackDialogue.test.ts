import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import type { EntityEdits } from '../../core/orchestrator/dialogueService';
import { entityFilePath } from './entityFiles';
import { FullstackDialogue } from './fullstackDialogue';
import { fullstackRequestSchema } from './request';
import { settleEntity } from './settleEntity';
import type { Stack } from './stack';

const NONE: EntityEdits = { names: {}, features: {} };
const KEPT = `name: product
label: { singular: { en: Article, ar: سلعة }, plural: { en: Articles, ar: السلع } }
fields:
  code: { type: string(20)!, label: { en: Number, ar: الرقم }, display: { search: false } }
  size: int
features: { csvExport: false }
`;

const stack = (kind: Stack['kind']): Stack => ({
  kind,
  title: kind,
  detect: () =>
    Promise.resolve([{ folder: kind, evidence: [], conventions: [], unsupported: [], entities: [] }]),
  defaults: () => ({}),
  planned: () => [],
});

describe('FullstackDialogue', () => {
  const files = new MemoryWorkspace({ [entityFilePath('product')]: KEPT });
  const dialogue = new FullstackDialogue(files, { backend: stack('fastapi'), frontend: stack('nextjs') });
  const check = async (text: string, edits: EntityEdits) => {
    const checked = await dialogue.check(
      { kind: 'shorthand', text, edits },
      { backend: 'fastapi', frontend: null },
    );
    assert.ok(checked.kind === 'ready', JSON.stringify(checked));
    return checked;
  };

  it('keeps what shorthand cannot say of an entity that is kept, in what it starts too, and says so', async () => {
    const { spec, notes, start } = await check('product code:string(30)! price:int', NONE);
    assert.deepEqual(spec.label.plural, { en: 'Articles', ar: 'السلع' });
    assert.deepEqual(
      spec.fields.map(({ name, label, display }) => [name, label.en, display.search]),
      [
        ['code', 'Number', false],
        ['price', 'Price', false],
      ],
    );
    assert.equal(spec.features.csvExport, false);
    assert.match(notes.join(), /entities\/product\.yaml: labels.* stay/);
    const settled = await settleEntity(fullstackRequestSchema.parse(start.request), files, null);
    assert.deepEqual(settled, { kind: 'settled', spec });
  });

  it('changes one label and one feature and leaves the others', async () => {
    const edits = { names: { singularEn: 'Good' }, features: { tests: false } };
    const { spec } = await check('product code:string(20)!', edits);
    assert.deepEqual(spec.label, {
      singular: { en: 'Good', ar: 'سلعة' },
      plural: { en: 'Articles', ar: 'السلع' },
    });
    assert.deepEqual(
      [spec.features.tests, spec.features.csvExport, spec.features.search],
      [false, false, true],
    );
  });

  it('has nothing to keep of an entity that is new', async () => {
    const { spec, notes } = await check('maker name:string(20)!', NONE);
    assert.deepEqual([spec.label.singular.en, notes], ['Maker', []]);
  });
});
