/** Identifiers are branded strings, so that a phase id cannot be passed where a run id is meant. */
declare const brand: unique symbol;
type Brand<T, B extends string> = T & { readonly [brand]: B };

export type RunId = Brand<string, 'RunId'>;
export type PhaseId = Brand<string, 'PhaseId'>;
export type ExecutionId = Brand<string, 'ExecutionId'>;
export type FindingId = Brand<string, 'FindingId'>;
export type ArtifactId = Brand<string, 'ArtifactId'>;
export type InterventionId = Brand<string, 'InterventionId'>;
/** The folder name of an agent under `agents/`, e.g. `fastapi-entity`. */
export type AgentId = Brand<string, 'AgentId'>;
/** SHA-256 of a content, as 64 lower-case hex digits. */
export type ContentHash = Brand<string, 'ContentHash'>;
/** Path relative to the workspace folder, with forward slashes, without `.` or `..` segments. */
export type WorkspacePath = Brand<string, 'WorkspacePath'>;

export const runId = (value: string): RunId => value as RunId;
export const phaseId = (value: string): PhaseId => value as PhaseId;
export const executionId = (value: string): ExecutionId => value as ExecutionId;
export const findingId = (value: string): FindingId => value as FindingId;
export const artifactId = (value: string): ArtifactId => value as ArtifactId;
export const interventionId = (value: string): InterventionId => value as InterventionId;
export const agentId = (value: string): AgentId => value as AgentId;
export const contentHash = (value: string): ContentHash => value as ContentHash;
