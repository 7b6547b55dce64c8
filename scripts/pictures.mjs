// `npm run pictures [-- --scripted] [--no-page]`: the pictures of the README, taken in the real editor (and of a
// generated page in a browser), written to media/pictures. Look at them before you commit them.
//   --scripted  put the screens over the scripted run of the tests instead of a real generation
//   --no-page   leave the generated page out
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './lib/node.mjs';
import { log, step } from './lib/log.mjs';
import { inRepo, repoRoot } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { pictureEditor } from './pictures/editor.mjs';
import { picturePage } from './pictures/page.mjs';

const { values } = parseArgs({
  options: {
    scripted: { type: 'boolean', default: false },
    'no-page': { type: 'boolean', default: false },
  },
});

process.chdir(repoRoot);
await ensureNodeModules();
await step('Build', () => run(process.execPath, ['esbuild.mjs', '--production'], { cwd: repoRoot }));
const folder = inRepo('media', 'pictures');
mkdirSync(folder, { recursive: true });
await pictureEditor(folder, values.scripted ? 'scripted' : 'real');
if (!values.scripted && !values['no-page']) await picturePage(folder);
log(`The pictures are in media/pictures.`);
// Servers and browsers of this script end with it.
process.exit(0);
