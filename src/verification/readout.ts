import type { Readout, ToolFinding } from './toolCheck';
import { lastWords } from './toolPaths';

export const read = (findings: readonly ToolFinding[], detail: string): Readout => ({
  kind: 'findings',
  findings,
  detail,
});

/** A tool that did not do its work proves nothing. */
export const crashed = (stdout: string, stderr: string): Readout => ({
  kind: 'notChecked',
  reason: `The tool did not run: ${lastWords(stdout, stderr)}`,
});

/** Undefined for what is no JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
