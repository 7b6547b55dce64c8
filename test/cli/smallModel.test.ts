import assert from 'node:assert/strict';
import { parseEntityFile } from '../../src/codegen/specFile/parseEntityFile';
import { startSmallModel, type SmallModel } from './smallModel';
import { CliWorkspace, finished } from './support';

const SENTENCES = [
  'products with English and Arabic names, a price and a category, soft delete',
  'customers: name, email (unique), phone',
  'invoices with a number, a due date, an amount and a customer',
  'I need to keep track of the books in our library, with ISBN, title, author and year',
  'employees have a first name, a last name, a salary and a manager who is an employee too',
  'tasks with a title, a status of open, doing or done, and somebody who does it',
  'events: name, starts at, ends at, place',
  'Kunden mit Name, Adresse und Telefonnummer',
  'des recettes avec un titre, une description et un temps de cuisson',
  'منتجات لها اسم وسعر',
  'suppliers',
  'a blog post with tags',
  'rooms and the bookings of them, from and to',
  'vehicles, plate number required and unique, mileage, date of the last inspection',
  'warehouse stock: item, quantity never below zero, location',
  'students enrol in courses and get a grade',
  'movies with a rating between 1 and 10 and a poster',
  'phone cals we recieved, who, when, what abuot',
  'give customers a phone',
  'make it faster',
] as const;

/** What a person may be told in place of a draft; anything else is a fault of ours. */
const REFUSALS = ['invalidOutput', 'invalidInput', 'contextLimit', 'timeout'];

/**
 * For the night: a model as small as they come. It need not be good: whatever it says must end in a valid entity or in a
 * refusal that a person can act on.
 */
if (process.env['SOAK'] !== undefined) {
  describe('a small real model', function () {
    this.timeout(20 * 60_000);
    let model: SmallModel;
    let workspace: CliWorkspace;
    const ends: string[] = [];
    before(async () => {
      model = await startSmallModel();
      workspace = new CliWorkspace();
    });
    after(async () => {
      process.stdout.write(`      ${summary(ends)}\n`);
      workspace.dispose();
      await model.close();
    });

    for (const sentence of SENTENCES) {
      it(`answers: ${sentence}`, async () => {
        const env = {
          GROUNDWORK_MODELS_DEFAULT: 'openai/gemma-3-270m',
          GROUNDWORK_MODELS_OPENAI_ENDPOINT: model.endpoint,
          GROUNDWORK_MODELS_SILENCE_SECONDS: '600',
          GROUNDWORK_MODELS_MAX_ANSWER_TOKENS: '700',
          GROUNDWORK_EXECUTION_MAX_RETRIES: '0',
        };
        const { code, last, stderr } = await finished(workspace.startWith(env, 'draft', sentence));
        assert.doesNotMatch(stderr, /^\s+at /m, stderr);
        if (code === 0) {
          const file = parseEntityFile(String(last['yaml']));
          assert.equal(file.kind, 'valid', JSON.stringify(file));
          ends.push('valid');
          return;
        }
        assert.equal(last['kind'], 'error', stderr);
        assert.ok(REFUSALS.includes(String(last['code'])), JSON.stringify(last));
        assert.match(String(last['message']), /\w/);
        assert.match(String(last['suggestion']), /\w/);
        ends.push(`refused (${String(last['code'])})`);
        process.stdout.write(`      ${String(last['message']).slice(0, 300)}\n`);
      });
    }
  });
}

function summary(ends: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const end of ends) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].map(([end, count]) => `${String(count)} ${end}`).join(', ');
}
