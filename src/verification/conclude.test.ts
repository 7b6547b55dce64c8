import assert from 'node:assert/strict';
import { MODEL, mypy, mypyError, verify } from '../../test/fakes/scriptedProof';

describe('places of findings', () => {
  const PLACES: readonly (readonly [string, string | null, RegExp])[] = [
    ['db/model.py', MODEL, /^Wrong$/],
    ['./db/model.py', MODEL, /^Wrong$/],
    ['/copy/backend/db/model.py', MODEL, /^Wrong$/],
    ['../shared/base.py', 'shared/base.py', /^Wrong$/],
    ['/copy/shared/base.py', 'shared/base.py', /^Wrong$/],
    ['generated/only.py', null, /^Wrong \(in generated\/only\.py\)$/],
    ['/usr/lib/python3/x.py', null, /^Wrong \(in \/usr\/lib\/python3\/x\.py\)$/],
    ['../../outside.py', null, /outside/],
  ];
  for (const [printed, path, message] of PLACES) {
    it(`opens ${printed} as ${String(path)}`, async () => {
      const { report } = await verify(
        (overlays) => ({
          mypy: () => mypy(overlays.texts.get(MODEL) === 'new' ? mypyError(printed, 'Wrong') : ''),
        }),
        { workspace: { [MODEL]: 'old', 'shared/base.py': '' } },
      );
      assert.equal(report.findings[0]?.path, path);
      assert.match(report.findings[0].message, message);
    });
  }
});
