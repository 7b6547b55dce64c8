import { strict as assert } from 'node:assert';
import { describeAudit, readAudit } from './audit.mjs';

const BUNDLED = ['zod', '@scope/thing'];
const report = (vulnerabilities: unknown): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities });
const told = (text: string) => describeAudit(readAudit(text, BUNDLED), BUNDLED.length);

describe('audit of what is bundled', () => {
  it('says so when nothing is known', () => {
    assert.deepEqual(told(report({})), {
      lines: ['Known vulnerabilities: none in 2 bundled packages.'],
      isSound: true,
    });
  });

  it('names what is known of a bundled package, and stops the package', () => {
    const text = report({
      '@scope/thing': { severity: 'high', via: [{ title: 'Runs code' }, 'zod'] },
      mocha: { severity: 'critical', via: [{ title: 'Not shipped' }] },
    });
    assert.deepEqual(told(text), {
      lines: ['Known vulnerability (high): @scope/thing: Runs code; by zod'],
      isSound: false,
    });
  });

  const unanswered: readonly (readonly [string, string, RegExp])[] = [
    ['a registry without the endpoint', '{"message":"405 Method Not Allowed","statusCode":405}', /405/],
    ['no network', '{"error":{"code":"ENOTFOUND"}}', /no report/],
    ['no output', '', /no answer/],
    ['a page', '<html>', /no answer/],
    ['null', 'null', /no answer/],
  ];
  for (const [name, text, reason] of unanswered) {
    it(`reports ${name} as not checked, never as clean`, () => {
      const { lines, isSound } = told(text);
      assert.match(lines.join('\n'), /^Known vulnerabilities: not checked/);
      assert.match(lines.join('\n'), reason);
      assert.ok(isSound);
    });
  }
});
