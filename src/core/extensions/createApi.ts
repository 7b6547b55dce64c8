import type { Contributions } from './contributions';
import type { GroundworkApi } from './groundworkApi';

/** What can be asked once the app is there. */
export type ApiQuestions = Pick<GroundworkApi, 'agents' | 'workflows' | 'documents'>;

/** What `activate` returns. Making it costs nothing: what is asked starts the app. */
export function createApi(contributions: Contributions, questions: ApiQuestions): GroundworkApi {
  return Object.freeze<GroundworkApi>({
    version: 1,
    registerAgents: (extension, agents) => contributions.addAgents(extension, agents),
    registerVerifier: (extension, verifier) => contributions.addVerifier(extension, verifier),
    registerRetrievalProcessor: (extension, processor) => contributions.addProcessor(extension, processor),
    registerModelProvider: (extension, provider) => contributions.addModelProvider(extension, provider),
    registerWorkflow: (extension, workflow) => contributions.addWorkflow(extension, workflow),
    ...questions,
  });
}
