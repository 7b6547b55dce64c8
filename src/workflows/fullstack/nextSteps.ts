import { entityNames } from '../../core/entity/names';
import { dialogueOutputSchema } from '../../core/model/generation';
import type { NextStep } from '../../core/model/runView';
import type { AgentOutputs } from '../../core/orchestrator/plan';
import { halvesOf } from './halves';
import { AGENTS } from './plan';
import type { ProjectProfile } from './stack';

/** What to run after accepting, in the order in which it works. */
export function nextStepsOf(outputs: AgentOutputs): readonly NextStep[] {
  const dialogue = dialogueOutputSchema.safeParse(outputs[AGENTS.dialogue]);
  if (!dialogue.success) return [];
  const { spec } = dialogue.data;
  const names = entityNames(spec);
  const { backend, frontend } = halvesOf(outputs);
  const steps: NextStep[] = [];
  if (backend !== null) {
    steps.push(
      terminal('Apply the migration', `Creates the table ${spec.table}.`, {
        command: toolOf(backend, 'alembic', 'upgrade head'),
        folder: backend.folder,
      }),
      terminal('Run the backend tests', `All tests of ${spec.name}.`, {
        command: toolOf(backend, 'pytest', `-q -k ${names.pluralSnake}`),
        folder: backend.folder,
      }),
    );
  }
  if (frontend !== null) {
    steps.push(
      terminal('Check the frontend', 'Types of the generated pages.', {
        command: toolOf(frontend, 'tsc', '--noEmit'),
        folder: frontend.folder,
      }),
      terminal('Start the frontend', `Then open /${spec.group}/${spec.route}.`, {
        command: (frontend.scriptCall ?? 'npm run {script}').replace('{script}', 'dev'),
        folder: frontend.folder,
      }),
    );
  }
  for (const relationship of spec.relationships) {
    if (relationship.kind !== 'one-to-many') continue;
    steps.push({
      title: `Generate ${relationship.target}`,
      detail: `${spec.label.singular.en} has many of them.`,
      action: {
        kind: 'command',
        command: 'groundwork.generateFullstack',
        argument: { name: relationship.target },
      },
    });
  }
  return steps;
}

function terminal(
  title: string,
  detail: string,
  run: { readonly command: string; readonly folder: string },
): NextStep {
  return { title, detail, action: { kind: 'terminal', ...run } };
}

/** As it works in any terminal: nobody has to activate an environment first. */
function toolOf({ toolCall = '{tool}' }: ProjectProfile, tool: string, args: string): string {
  return `${toolCall.replace('{tool}', tool)} ${args}`;
}
