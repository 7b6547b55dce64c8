import { readLocatedYaml } from '../../codegen/inspect/locatedYaml';
import type { ConfigProblem } from '../../core/config/configProblem';
import { workflowDefinitionSchema, type WorkflowDefinition } from './definition';
import { definitionIssue, unfoldIssue, type DefinitionIssue } from './definitionIssue';

export type DefinitionReading =
  | { readonly kind: 'workflow'; readonly definition: WorkflowDefinition }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigProblem[] };

const MOST_CHARACTERS = 100_000;

/** Reads `.groundwork/workflows/<id>.yaml`. Never throws. */
export function readWorkflowFile(file: string, id: string, text: string): DefinitionReading {
  if (text.length > MOST_CHARACTERS) {
    const position = { line: 1, column: 1, length: 1 };
    const problem = { message: 'The file is larger than 100 kB.', suggestion: 'Make it shorter.' };
    return { kind: 'refused', problems: [{ source: file, position, ...problem }] };
  }
  const yaml = readLocatedYaml(text);
  if (yaml.kind === 'refused') {
    return {
      kind: 'refused',
      problems: yaml.problems.map(({ message, suggestion, ...position }) => ({
        source: file,
        position,
        message,
        suggestion,
      })),
    };
  }
  const { data } = yaml;
  const whole = isPlain(data) ? { id, ...data } : data;
  return conclude(whole, id, ({ path, part, message, suggestion }) => ({
    source: file,
    position: yaml.locate(path, part),
    message,
    suggestion,
  }));
}

/** The same of an object, with no places. */
export function readWorkflowObject(source: string, id: string, data: unknown): DefinitionReading {
  return conclude(data, id, ({ path, message, suggestion }) => ({
    source: path.length === 0 ? source : `${source}, ${path.join('.')}`,
    position: null,
    message,
    suggestion,
  }));
}

function conclude(
  data: unknown,
  id: string,
  problemOf: (issue: DefinitionIssue) => ConfigProblem,
): DefinitionReading {
  const parsed = workflowDefinitionSchema.safeParse(data);
  if (!parsed.success) {
    return {
      kind: 'refused',
      problems: parsed.error.issues
        .flatMap((issue) => unfoldIssue(issue, data))
        .map((issue) => problemOf(definitionIssue(issue, data))),
    };
  }
  if (parsed.data.id === id) return { kind: 'workflow', definition: parsed.data };
  const message = `\`id\` is \`${parsed.data.id}\`.`;
  const suggestion = `Write \`id: ${id}\`, or leave it out.`;
  return { kind: 'refused', problems: [problemOf({ path: ['id'], part: 'value', message, suggestion })] };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
