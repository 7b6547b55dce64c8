import { writeSync } from 'node:fs';
import { ChildRecords } from '../../src/platform/processes/childRecords';
import { nodeProcessRunner } from '../../src/platform/processes/nodeProcessRunner';
import { silentLog } from './silentLog';

/**
 * A host that runs tools until it is killed: `STORAGE_FOLDER WORK_FOLDER SCRIPT...`, each script of Node in a process of
 * its own. Prints what they print.
 */
const [storageFolder = '', cwd = '', ...scripts] = process.argv.slice(2);
const children = new ChildRecords(storageFolder, silentLog);
const tools = nodeProcessRunner({
  add: (pid, folder) => {
    children.add(pid, folder);
    writeSync(1, `${String(pid)}\n`);
  },
  remove: (pid) => children.remove(pid),
});
for (const script of scripts) {
  void tools.run({ argv: [process.execPath, '-e', script], cwd, env: {}, timeoutMs: 600_000 });
}
