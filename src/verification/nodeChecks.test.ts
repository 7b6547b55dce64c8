import { readsAll, type Recorded } from '../../test/fakes/recordedOutput';
import { NODE_CHECKS } from './nodeChecks';

/**
 * What was found is as tsc 6.0, ESLint 9.39 and prettier 3.10 printed it, shortened; broken set-ups are as their documentation
 * shows them.
 */
const RECORDED: readonly Recorded[] = [
  {
    title: 'tsc: errors',
    check: 'tsc',
    exitCode: 2,
    stdout: `bad.ts(1,7): error TS2322: Type 'number' is not assignable to type 'string'.
app/(pages)/page.tsx(2,19): error TS2307: Cannot find module './missing' or its corresponding type declarations.
  Type '{ a: string; }' is missing the following properties
`,
    expected: [
      "bad.ts:1:7 TS2322 major Type 'number' is not assignable to type 'string'.",
      "app/(pages)/page.tsx:2:19 TS2307 major Cannot find module './missing' or its corresponding type declarations.",
    ],
  },
  { title: 'tsc: clean', check: 'tsc', exitCode: 0, stdout: '', expected: [] },
  {
    title: 'tsc: a configuration that cannot be read',
    check: 'tsc',
    exitCode: 1,
    stdout: "error TS5083: Cannot read file '/copy/part/tsconfig.base.json'.\n",
    expected: { notChecked: /TS5083/ },
  },
  {
    title: 'eslint: an error, a warning, a file that does not parse, an ignored file',
    check: 'eslint',
    exitCode: 1,
    stdout: JSON.stringify([
      {
        filePath: '/copy/part/bad.js',
        messages: [
          {
            ruleId: 'no-unused-vars',
            severity: 2,
            message: "'u' is assigned a value but never used.",
            line: 1,
            column: 7,
          },
          {
            ruleId: 'eqeqeq',
            severity: 1,
            message: "Expected '===' and instead saw '=='.",
            line: 2,
            column: 7,
          },
        ],
      },
      {
        filePath: '/copy/part/broken.js',
        messages: [
          {
            ruleId: null,
            nodeType: null,
            fatal: true,
            severity: 2,
            message: 'Parsing error: Unexpected token =',
            line: 1,
            column: 7,
          },
        ],
      },
      {
        filePath: '/copy/part/next-env.d.ts',
        messages: [
          {
            ruleId: null,
            fatal: false,
            severity: 1,
            message: 'File ignored because of a matching ignore pattern.',
          },
        ],
      },
    ]),
    expected: [
      "bad.js:1:7 no-unused-vars medium 'u' is assigned a value but never used.",
      "bad.js:2:7 eqeqeq minor Expected '===' and instead saw '=='.",
      'broken.js:1:7 - major Parsing error: Unexpected token =',
    ],
  },
  {
    title: 'eslint: no configuration',
    check: 'eslint',
    exitCode: 2,
    stdout: '',
    stderr:
      "\nOops! Something went wrong! :(\n\nESLint: 9.39.5\n\nESLint couldn't find an eslint.config.(js|mjs|cjs) file.\n",
    expected: { notChecked: /couldn't find an eslint\.config/ },
  },
  {
    title: 'prettier: one file and one that does not parse',
    check: 'prettier',
    exitCode: 2,
    stdout: 'bad.js\n',
    stderr:
      '[\u001b[31merror\u001b[39m] broken.js: SyntaxError: Unexpected token (1:7)\n[\u001b[31merror\u001b[39m] > 1 | const = ;\n',
    expected: [
      'bad.js:-:- - minor prettier would format this file differently.',
      'broken.js:1:7 syntax major SyntaxError: Unexpected token',
    ],
  },
  { title: 'prettier: clean', check: 'prettier', exitCode: 0, stdout: '', expected: [], detail: '2 files' },
  {
    title: 'prettier: a plugin that is missing',
    check: 'prettier',
    exitCode: 2,
    stdout: '',
    stderr: "[error] Cannot find package 'prettier-plugin-tailwindcss' imported from noop.js\n",
    expected: { notChecked: /prettier-plugin-tailwindcss/ },
  },
];

describe('readers of Node tools', () => {
  readsAll(RECORDED, NODE_CHECKS);
});
