import { AppError, toAppError } from '../model/appError';
import type { ChatModel, Models } from '../ports/chatModel';
import type { StateStore } from '../ports/stateStore';
import type { Log } from '../ports/system';
import type { VerificationEvent, Verifier } from '../ports/verifier';
import { redactedLog } from './redactedLog';
import { redactedStore } from './redactedStore';
import type { Secrets } from './secrets';

interface OutsidePorts {
  readonly store: StateStore;
  readonly log: Log;
  readonly verifier: Verifier | null;
  readonly models: Models;
}

/** The ports through which texts from outside come in and go out, without secrets. `secrets` may go on learning. */
export function redactedPorts<T extends OutsidePorts>(ports: T, secrets: Secrets): T {
  return {
    ...ports,
    store: redactedStore(ports.store, secrets),
    log: redactedLog(ports.log, secrets),
    verifier: ports.verifier === null ? null : redactedVerifier(ports.verifier, secrets),
    models: redactedModels(ports.models, secrets),
  };
}

/** What tools say is shown while it is found, before the store has it. */
function redactedVerifier(verifier: Verifier, secrets: Secrets): Verifier {
  const withDetail = <R extends { readonly detail: string }>(result: R): R => ({
    ...result,
    detail: secrets.redact(result.detail),
  });
  const withMessage = <F extends { readonly message: string }>(finding: F): F => ({
    ...finding,
    message: secrets.redact(finding.message),
  });
  const told = (event: VerificationEvent): VerificationEvent =>
    event.kind === 'check'
      ? { kind: 'check', result: withDetail(event.result) }
      : { kind: 'finding', finding: withMessage(event.finding) };
  return {
    async verify(changes, project, options) {
      const report = await verifier.verify(changes, project, {
        ...options,
        onEvent: (event) => options.onEvent(told(event)),
      });
      return { checks: report.checks.map(withDetail), findings: report.findings.map(withMessage) };
    },
  };
}

/** Providers repeat keys and headers in what they refuse with. */
function redactedModels(models: Models, secrets: Secrets): Models {
  const clean = (failure: unknown): AppError => {
    const { code, message, suggestion, retryAfterMs } = toAppError(failure);
    // Without the cause: it holds the request.
    return new AppError(
      code,
      secrets.redact(message),
      secrets.redact(suggestion),
      retryAfterMs === undefined ? {} : { retryAfterMs },
    );
  };
  const cleaned = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (failure) {
      throw clean(failure);
    }
  };
  const guarded = (model: ChatModel): ChatModel => ({
    ...model,
    complete: (request) => cleaned(model.complete(request)),
  });
  return {
    ...models,
    async chat(...args) {
      const model = await cleaned(models.chat(...args));
      return model === null ? null : guarded(model);
    },
  };
}
