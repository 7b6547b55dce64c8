import { readLocatedYaml, type YamlPlace } from '../codegen/inspect/locatedYaml';
import type { ConfigProblem } from '../core/config/configProblem';
import { agentFrontMatterSchema, agentIdSchema, type AgentDefinition } from './agentDefinition';
import { outputSchema } from './outputSchema';
import { inheritedFields, mustBe, rightsProblems } from './agentRights';
import { countLines } from './contextLines';
import { frontMatterIssue } from './frontMatterIssue';

/** No prompt of ours has a third of it; patterns belong into references. */
export const MOST_PROMPT_LINES = 200;
const MOST_CHARACTERS = 30_000;

export type AgentReading =
  | { readonly kind: 'agent'; readonly definition: AgentDefinition }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigProblem[] };

/**
 * Reads `core.md` of an agent that does not ship with the product. `base` is the agent of this id that does: what the file
 * leaves out it has from there, and its rights cannot be changed. Never throws.
 */
export function readAgentFile(
  file: string,
  folder: string,
  text: string,
  base: AgentDefinition | undefined,
): AgentReading {
  const at = (place: Partial<YamlPlace>, message: string, suggestion: string): ConfigProblem => ({
    source: file,
    position: { line: place.line ?? 1, column: place.column ?? 1, length: place.length ?? 1 },
    message,
    suggestion,
  });
  const refused = (...problems: readonly ConfigProblem[]): AgentReading => ({ kind: 'refused', problems });

  if (!agentIdSchema.safeParse(folder).success) {
    return refused(
      at({}, `${JSON.stringify(folder)} is no name of an agent.`, 'Name the folder like `release-notes`.'),
    );
  }
  if (text.length > MOST_CHARACTERS) {
    return refused(
      at(
        {},
        `The file has ${text.length} characters, more than 30,000.`,
        'Move patterns into `reference/*.md`.',
      ),
    );
  }
  if (text.includes('\0')) return refused(at({}, 'The file is no text.', 'Write Markdown in UTF-8.'));
  const match = /^\ufeff?---\n([\s\S]*?\n)?---(?:\n([\s\S]*))?$/.exec(text.replaceAll('\r\n', '\n'));
  if (match === null) {
    return refused(
      at(
        {},
        'There is no front matter.',
        'Begin with a line `---`, fields like `title: Notes`, and a line `---`.',
      ),
    );
  }
  const [, header = '', body = ''] = match;
  const yaml = readLocatedYaml(header);
  // The line of dashes is above.
  const below = (place: YamlPlace): YamlPlace => ({ ...place, line: place.line + 1 });
  if (yaml.kind === 'refused') {
    return refused(
      ...yaml.problems.map((problem) => at(below(problem), problem.message, problem.suggestion)),
    );
  }
  const written: unknown = yaml.data ?? {};
  const whole = isPlain(written) ? { ...inheritedFields(folder, base), ...written } : written;
  const parsed = agentFrontMatterSchema.safeParse(whole);
  if (!parsed.success) {
    return refused(
      ...parsed.error.issues.map((issue) => {
        const { path, part, message, suggestion } = frontMatterIssue(issue, whole);
        return at(below(yaml.locate(path, part)), message, suggestion);
      }),
    );
  }
  // Whoever only adds references to an agent that ships leaves its prompt as it is.
  const definition = { ...parsed.data, prompt: body.trim() || (base?.prompt ?? '') };
  const problems = [
    ...(definition.id === folder ? [] : [mustBe('id', definition.id, folder)]),
    ...rightsProblems(definition, base, 'prompt'),
  ].map(({ field, message, suggestion }) => at(below(yaml.locate([field], 'value')), message, suggestion));
  const bodyLine = { line: header.split('\n').length + 2 };
  if (definition.prompt === '') {
    problems.push(
      at(bodyLine, 'There is no prompt.', 'Write below the front matter what the agent has to do.'),
    );
  }
  const schema = schemaProblem(definition);
  if (schema !== undefined) problems.push(at(bodyLine, ...schema));
  const lines = countLines(definition.prompt);
  if (lines > MOST_PROMPT_LINES) {
    problems.push(
      at(
        bodyLine,
        `The prompt has ${lines} lines, more than ${MOST_PROMPT_LINES}.`,
        'Move patterns into `reference/*.md`: they are sent when the budget allows.',
      ),
    );
  }
  return problems.length === 0 ? { kind: 'agent', definition } : refused(...problems);
}

/** A model is told by a schema what to answer, and its answer is checked against it. */
function schemaProblem(definition: AgentDefinition): readonly [string, string] | undefined {
  try {
    outputSchema(definition);
    return undefined;
  } catch {
    return [
      'The JSON schema under `## Outputs` cannot be used.',
      'Write one of an object with a property for each output, or leave it out.',
    ];
  }
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
