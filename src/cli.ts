import { runCli } from './cli/runCli';
import { version } from '../package.json';
import { readTextFile } from './platform/files/readTextFile';
import { openHeadlessApp } from './roots/headlessApp';

void runCli({
  argv: process.argv.slice(2),
  currentFolder: process.cwd(),
  version,
  open: (options) => openHeadlessApp(options, __dirname),
  readFile: (file) => readTextFile(file, file),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
