import assert from 'node:assert/strict';
import { findToolCall } from './toolCall';

describe('how tools of a frontend are called', () => {
  for (const { name, paths, script } of [
    { name: 'with npm where nothing says how', paths: ['web/package.json'], script: 'npm run {script}' },
    { name: 'by its lock file', paths: ['web/yarn.lock'], script: 'yarn run {script}' },
    { name: 'by that of the workspace', paths: ['pnpm-lock.yaml'], script: 'pnpm run {script}' },
    { name: 'by the nearest one', paths: ['web/package-lock.json', 'bun.lock'], script: 'npm run {script}' },
    { name: 'not by that of a sibling', paths: ['other/bun.lock'], script: 'npm run {script}' },
  ]) {
    it(name, () => assert.equal(findToolCall('web', paths).script, script));
  }
});
