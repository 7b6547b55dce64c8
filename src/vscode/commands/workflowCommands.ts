import { window } from 'vscode';
import type { WorkflowListing } from '../../core/model/workflowListing';
import type { Session, SessionSource } from '../host/session';
import { begin } from './beginRun';
import type { CommandHandlers } from './commandTable';

/** Workflows of the workspace and of other extensions. */
export function workflowCommands(sessions: SessionSource): Pick<CommandHandlers, 'runWorkflow'> {
  return {
    async runWorkflow(argument) {
      const session = await sessions.get();
      const id = argument?.workflow ?? (await pickWorkflow(session));
      if (id === undefined) return;
      // Says why it cannot run before anything is asked.
      await session.app.workflowRequest(id, '');
      const asked = argument?.request ?? (await askForRequest(id));
      if (asked === undefined) return;
      await begin(session, { workflow: 'custom', request: await session.app.workflowRequest(id, asked) });
    },
  };
}

async function pickWorkflow({ app }: Session): Promise<string | undefined> {
  const { workflows } = await app.workflows();
  const own = workflows.filter(({ source }) => source !== 'built-in');
  if (own.length === 0) {
    void window.showInformationMessage(
      'There is no workflow yet. Write one as .groundwork/workflows/<name>.yaml; docs/extending.md has an example.',
    );
    return undefined;
  }
  const chosen = await window.showQuickPick(own.map(itemOf), {
    title: 'Run Workflow',
    placeHolder: 'Which one?',
    matchOnDetail: true,
  });
  return chosen?.id;
}

function itemOf({ id, title, source, from, phases, unavailable }: WorkflowListing) {
  const agents = phases.map(({ title: phase, agents: own }) => `${phase}: ${own.join(', ')}`).join(' · ');
  return { id, label: title, description: `${source}, ${from ?? id}`, detail: unavailable ?? agents };
}

function askForRequest(id: string): Promise<string | undefined> {
  return Promise.resolve(
    window.showInputBox({
      title: `Run Workflow ${id}`,
      prompt: 'What are its agents to work on? A sentence, or nothing.',
      ignoreFocusOut: true,
    }),
  );
}
