import type { ConfigProblem } from '../core/config/configProblem';
import type { Contributed } from '../core/extensions/contributions';
import type { AgentContribution } from '../core/extensions/groundworkApi';
import type { WorkspaceData } from '../core/ports/workspaceData';
import type { AgentCatalog } from './agentCatalog';
import { admitRegistered } from './registeredAgents';
import { readWorkspaceAgents } from './workspaceAgents';

export interface TeamView {
  readonly catalog: AgentCatalog;
  /** What keeps agents of the workspace from counting. */
  readonly problems: readonly ConfigProblem[];
}

type Registered = () => readonly Contributed<AgentContribution>[];

/**
 * Who there is now: agents that ship, over them those of extensions, over these those of the workspace. Read again each time,
 * so that a change counts at once; files that did not change cost no reading.
 */
export class Team {
  private readonly builtIn: AgentCatalog;
  private readonly data: WorkspaceData | null;
  private readonly registered: Registered;

  constructor(builtIn: AgentCatalog, data: WorkspaceData | null, registered: Registered) {
    this.builtIn = builtIn;
    this.data = data;
    this.registered = registered;
  }

  async now(): Promise<TeamView> {
    const extensions = await admitRegistered(this.registered(), this.builtIn);
    const known = this.builtIn.with(extensions.agents);
    if (this.data === null) return { catalog: known, problems: extensions.problems };
    const workspace = await readWorkspaceAgents(this.data, this.builtIn);
    return {
      catalog: known.with(workspace.agents),
      problems: [...extensions.problems, ...workspace.problems],
    };
  }
}
