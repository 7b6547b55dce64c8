import type { NewFinding, StateStore } from '../ports/stateStore';
import type { Span } from '../model/span';
import type { Secrets } from './secrets';

/**
 * A store that is told no secret. Sentences for people lose everything that looks like one. Requests and outputs, which
 * are read again and hold code, lose the values that are known to be secret. The texts of files stay as they are:
 * rollback needs their bytes; they are the user's own, in files of their own that only the user can read.
 */
export function redactedStore(store: StateStore, secrets: Secrets): StateStore {
  const text = (value: string): string => secrets.redact(value);
  const known = (value: unknown): unknown =>
    secrets.redactValue(value, (found) => secrets.redactKnown(found));
  const maybe = (value: string | undefined): [] | [string] => (value === undefined ? [] : [text(value)]);
  return {
    ...store,
    createRun: (run, phases) =>
      store.createRun({ ...run, task: text(run.task), request: known(run.request) }, phases),
    updateRunStatus: (id, status, error) => store.updateRunStatus(id, status, ...maybe(error)),
    updatePhaseStatus: (id, status, error) => store.updatePhaseStatus(id, status, ...maybe(error)),
    failExecution: (id, error) => store.failExecution(id, text(error)),
    completePhase: (id, output, files, findings) =>
      store.completePhase(id, known(output), files, findings.map(withMessage)),
    addFindings: (runId, findings) => store.addFindings(runId, findings.map(withMessage)),
    saveCheck: (runId, result) => store.saveCheck(runId, { ...result, detail: text(result.detail) }),
    openIntervention: (runId, { reason, question, options, ...asked }) =>
      store.openIntervention(runId, {
        ...asked,
        reason: text(reason),
        question: text(question),
        options: options.map((option) => ({
          ...option,
          label: text(option.label),
          consequence: text(option.consequence),
        })),
      }),
    raiseAlert: (runId, { kind, message }) => store.raiseAlert(runId, { kind, message: text(message) }),
    addArtifact: (runId, artifact) =>
      store.addArtifact(runId, { ...artifact, text: secrets.redactKnown(artifact.text) }),
    addSpans: (runId, spans) =>
      store.addSpans(
        runId,
        spans.map((span) => redactedSpan(span, secrets)),
      ),
  };

  function withMessage(finding: NewFinding): NewFinding {
    return { ...finding, message: text(finding.message) };
  }
}

export function redactedSpan(span: Span, secrets: Secrets): Span {
  const attributes: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(span.attributes))
    attributes[key] = typeof value === 'string' ? secrets.redact(value) : value;
  return { ...span, name: secrets.redact(span.name), attributes };
}
