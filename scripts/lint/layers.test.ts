import { strict as assert } from 'node:assert';
import { importProblem } from './layers.mjs';

const allowed: readonly (readonly [importer: string, specifier: string])[] = [
  ['src/core/model/run.ts', './ids'],
  ['src/core/review/hunks.ts', 'diff'],
  ['src/core/model/run.ts', '../../shared/text'],
  ['src/protocol/messages.ts', 'zod/v4'],
  ['src/stacks/fastapi/renderers/model.ts', '../../../codegen/render/py'],
  ['src/workflows/fullstack/plan.ts', '../../stacks/nextjs/detection'],
  ['src/platform/state/store.ts', 'node:fs/promises'],
  ['src/platform/state/store.ts', 'sql.js'],
  ['src/vscode/commands.ts', '../app'],
  ['src/vscode/commands.ts', 'vscode'],
  ['src/app.ts', './workflows/task/plan'],
  ['src/extension.ts', './platform/files/files'],
  ['src/cli.ts', './platform/state/store'],
  ['src/cli.ts', './cli/output'],
  ['src/cli/output.ts', 'node:process'],
  ['webview-ui/src/main.ts', '../../src/protocol/messages'],
  ['webview-ui/src/main.ts', '@vscode-elements/elements/dist/vscode-button'],
  ['webview-ui/src/main.ts', '../../src/core/model/run'],
  ['src/core/review/hunks.test.ts', 'fast-check'],
  ['src/core/review/hunks.test.ts', 'assert'],
  ['src/agents/selection.test.ts', 'node:assert/strict'],
  ['src/workflows/fullstack/plan.test.ts', '../../../test/fakes/fakeClock'],
  ['scripts/start.mjs', 'node:fs'],
];

const refused: readonly (readonly [importer: string, specifier: string, why: string])[] = [
  ['src/core/model/run.ts', '../../platform/state/store', 'src/core may not import src/platform'],
  ['src/core/model/run.ts', 'node:path', 'src/core may not import the package node:'],
  ['src/core/model/run.ts', 'vscode', 'src/core may not import the package vscode'],
  ['src/shared/text.ts', '../core/model/run', 'src/shared may not import src/core'],
  ['src/shared/text.ts', 'zod', 'src/shared may not import the package zod'],
  ['src/agents/loader.ts', '../rag/index', 'src/agents may not import src/rag'],
  ['src/stacks/fastapi/a.ts', '../nextjs/b', 'src/stacks/fastapi may not import src/stacks/nextjs'],
  [
    'src/workflows/crud/plan.ts',
    '../fullstack/plan',
    'src/workflows/crud may not import src/workflows/fullstack',
  ],
  ['src/workflows/crud/plan.ts', 'node:fs', 'src/workflows/crud may not import the package node:'],
  ['src/platform/git/git.ts', '../../stacks/fastapi/a', 'src/platform may not import src/stacks/fastapi'],
  ['src/app.ts', './platform/state/store', 'src/app.ts may not import src/platform'],
  ['src/app.ts', './vscode/commands', 'src/app.ts may not import src/vscode'],
  ['src/vscode/commands.ts', '../platform/git/git', 'src/vscode may not import src/platform'],
  ['src/vscode/commands.ts', '../workflows/task/plan', 'src/vscode may not import src/workflows/task'],
  ['webview-ui/src/main.ts', '../../src/core/review/hunks', 'webview-ui may not import src/core'],
  ['webview-ui/src/main.ts', 'zod', 'webview-ui may not import the package zod'],
  ['src/core/review/hunks.test.ts', '../../platform/git/git', 'src/core may not import src/platform'],
  ['src/core/review/hunks.test.ts', 'node:assert', 'src/core may not import the package node:'],
  ['src/misc/thing.ts', './other', 'This file is in no layer of DESIGN.md'],
];

describe('layers', () => {
  for (const [importer, specifier] of allowed) {
    it(`lets ${importer} import ${specifier}`, () => {
      assert.equal(importProblem(importer, specifier), undefined);
    });
  }
  for (const [importer, specifier, why] of refused) {
    it(`keeps ${importer} from ${specifier}`, () => {
      assert.equal(importProblem(importer, specifier), why);
    });
  }
});
