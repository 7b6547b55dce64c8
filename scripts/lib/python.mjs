import { existsSync } from 'node:fs';
import path from 'node:path';
import { step } from './log.mjs';
import { run, runForCode, which } from './run.mjs';
import { digestOf, once } from './stamp.mjs';

/**
 * A virtual environment with the requirements installed, made once per content of the requirement files.
 * @param {{ folder: string, requirements: readonly string[], title: string }} options
 * @returns {Promise<string>} its Python
 */
export async function ensureVenv({ folder, requirements, title }) {
  const python = venvPython(folder);
  const cwd = path.dirname(requirements[0] ?? folder);
  const inputs = digestOf(
    requirements.flatMap((file) => [file, path.join(path.dirname(file), 'requirements.txt')]),
  );
  await once(path.join(folder, '.groundwork-stamp'), inputs, () =>
    step(title, async () => {
      if (!existsSync(python)) await createVenv(folder);
      const files = requirements.flatMap((file) => ['-r', file]);
      const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
      await run(python, ['-m', 'pip', 'install', ...quiet, ...files], { cwd, output: 'tail' });
    }),
  );
  return python;
}

/** @param {string} folder */
async function createVenv(folder) {
  const system = await systemPython();
  try {
    await run(system, ['-m', 'venv', folder], { output: 'tail' });
  } catch (error) {
    throw new Error(
      'Python cannot make a virtual environment. On Debian run: apt-get install -y python3-venv',
      {
        cause: error,
      },
    );
  }
}

async function systemPython() {
  for (const name of ['python3', 'python']) {
    const file = which(name);
    if (file === undefined) continue;
    const check = 'import sys; sys.exit(sys.version_info < (3, 11))';
    const { code } = await runForCode(file, ['-c', check], { output: 'tail' });
    if (code === 0) return file;
  }
  throw new Error(
    'Python 3.11 or newer is not on PATH. On Debian run: apt-get install -y python3 python3-venv',
  );
}

/** @param {string} folder */
function venvPython(folder) {
  return process.platform === 'win32'
    ? path.join(folder, 'Scripts', 'python.exe')
    : path.join(folder, 'bin', 'python');
}
