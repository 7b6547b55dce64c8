import type { Code } from '../../../codegen/render/code';
import { tsImport } from '../../../codegen/render/typescript';
import type { WorkspacePath } from '../../../core/model/ids';

/** A name of another file of the same page, imported by its relative path. */
export function siblingImport(from: WorkspacePath, to: WorkspacePath, name: string): Code {
  return tsImport(relativeModule(from, to), name);
}

export function relativeModule(from: WorkspacePath, to: WorkspacePath): string {
  const source = from.split('/').slice(0, -1);
  const target = to.replace(/\.tsx?$/, '').split('/');
  let shared = 0;
  while (shared < source.length && source[shared] === target[shared]) shared += 1;
  const up = source.length - shared;
  const below = target.slice(shared).join('/');
  return up === 0 ? `./${below}` : '../'.repeat(up) + below;
}
