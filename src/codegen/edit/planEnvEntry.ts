import type { EditPlan } from './editPlan';
import { linesAtEnd, type EditLabel } from './insertLines';

export interface EnvEntryRequest {
  readonly name: string;
  readonly value: string;
  readonly label?: EditLabel;
}

/** Adds `NAME=value` at the end of an environment file; a name that is there keeps its value. */
export function planEnvEntry(source: string, request: EnvEntryRequest): EditPlan {
  const name = request.name.replace(/[^\w]/g, '\\$&');
  if (new RegExp(`^\\uFEFF?[ \\t]*(export[ \\t]+)?${name}[ \\t]*=`, 'm').test(source))
    return { kind: 'alreadyPresent' };
  const label = request.label ?? { title: `Add ${request.name}` };
  const entry = `${request.name}=${quoteEnv(request.value)}`;
  return { kind: 'edits', edits: [linesAtEnd(source, entry, label)] };
}

function quoteEnv(value: string): string {
  if (/^[\w./:@%+,=-]*$/.test(value)) return value;
  return value.includes("'")
    ? `"${value.replace(/[\\"$`]/g, '\\$&').replaceAll('\n', '\\n')}"`
    : `'${value}'`;
}
