import type { AgentDefinition } from './agentDefinition';
import type { AgentReference } from './agentCatalog';

/** Where an agent comes from. */
export type AgentSource =
  | { readonly kind: 'built-in' }
  /** `file`: its `core.md` in the workspace. */
  | { readonly kind: 'workspace'; readonly file: string }
  /** `id`: of the extension, `publisher.name`. */
  | { readonly kind: 'extension'; readonly id: string };

/** An agent that does not ship with the product: it adds to the team, or replaces the prompt of a member. */
export interface ForeignAgent {
  readonly definition: AgentDefinition;
  readonly references: readonly AgentReference[];
  readonly source: AgentSource;
}
