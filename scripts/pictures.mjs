// `npm run pictures [-- editor | page]`: pictures for the documents, light and dark, into media/pictures: dialogue, plan,
// panel, tree and diff in the real editor, the generated page in a browser (in Arabic too). Look at what it made.
import { mkdirSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { step } from './lib/log.mjs';
import { inRepo } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { pictureEditor } from './pictures/editor.mjs';
import { picturePage } from './pictures/page.mjs';

const folder = inRepo('media', 'pictures');
const wanted = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
await ensureBrowser();
await step('Build', () => run(process.execPath, [inRepo('esbuild.mjs')], { output: 'tail' }));
if (wanted.length === 0 || wanted.includes('editor')) await pictureEditor(folder);
if (wanted.length === 0 || wanted.includes('page')) await picturePage(folder);
process.exit(0);
