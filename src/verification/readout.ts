import type { Readout, ToolFinding } from './toolCheck';
import { gist } from './toolPaths';

export const read = (findings: readonly ToolFinding[], detail: string): Readout => ({
  kind: 'findings',
  findings,
  detail,
  proves: true,
});

/** The tool stopped before its end: what it found counts, what it did not find proves nothing. */
export const readPartly = (findings: readonly ToolFinding[], detail: string): Readout => ({
  kind: 'findings',
  findings,
  detail,
  proves: false,
});

export const notChecked = (reason: string): Readout => ({ kind: 'notChecked', reason });

/** A tool that did not do its work proves nothing. */
export const crashed = (stdout: string, stderr: string): Readout => {
  const words = gist(stdout, stderr);
  return notChecked(words === '' ? 'The tool did not run.' : `The tool did not run: ${words}`);
};

export const countFiles = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);

/** Undefined for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
