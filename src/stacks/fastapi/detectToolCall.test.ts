import assert from 'node:assert/strict';
import { MemoryWorkspace } from '../../../test/fakes/memoryWorkspace';
import { detectToolCall } from './detectToolCall';

const POSIX = 'home = /usr/bin\nversion = 3.11.2\n';

describe('how tools of a backend are called', () => {
  for (const { name, texts, folder = 'backend', call } of [
    { name: 'plainly where nothing says how', texts: {}, call: '{tool}' },
    {
      name: 'through the environment of the project',
      texts: { 'backend/.venv/pyvenv.cfg': POSIX },
      call: '.venv/bin/python -m {tool}',
    },
    {
      name: 'through the environment of a folder above',
      texts: { 'venv/pyvenv.cfg': POSIX },
      folder: 'services/api',
      call: '../../venv/bin/python -m {tool}',
    },
    {
      name: 'as Windows has it',
      texts: { '.venv/pyvenv.cfg': 'home = C:\\Python311\n' },
      folder: '',
      call: '.venv\\Scripts\\python -m {tool}',
    },
    {
      name: 'by the package manager that locked the project',
      texts: { 'backend/poetry.lock': '', 'backend/.venv/pyvenv.cfg': POSIX },
      call: 'poetry run {tool}',
    },
    { name: 'by the one of the whole workspace', texts: { 'uv.lock': '' }, call: 'uv run {tool}' },
  ]) {
    it(name, async () => {
      const workspace = new MemoryWorkspace(texts);
      const paths = (await workspace.list()).filter((path) => !path.includes('venv/'));
      assert.equal(await detectToolCall(folder, paths, workspace), call);
    });
  }

  it('through a link to an environment elsewhere', async () => {
    const workspace = new MemoryWorkspace();
    workspace.read = () => Promise.reject(new Error('leads out of the workspace'));
    assert.equal(await detectToolCall('backend', [], workspace), '.venv/bin/python -m {tool}');
  });
});
