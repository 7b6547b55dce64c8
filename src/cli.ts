import { runCli } from './cli/runCli';
import { version } from '../package.json';
import { Secrets } from './core/redaction/secrets';
import { readTextFile } from './platform/files/readTextFile';
import { diagnose } from './roots/diagnose';
import { openHeadlessApp } from './roots/headlessApp';

const interruption = new AbortController();
// Once: whoever insists ends the process at once, as always. The next command ends what it left.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
const secrets = new Secrets();
secrets.learn(process.env);

void runCli({
  argv: process.argv.slice(2),
  currentFolder: process.cwd(),
  version,
  interrupted: interruption.signal,
  open: (options) => openHeadlessApp(options, __dirname, secrets),
  diagnose: (options) => diagnose({ ...options, host: 'commandLine', distFolder: __dirname, secrets }),
  readFile: (file) => readTextFile(file, file),
  out: (text) => void process.stdout.write(secrets.redact(text)),
  err: (text) => void process.stderr.write(secrets.redact(text)),
}).then((code) => {
  process.exitCode = code;
});
