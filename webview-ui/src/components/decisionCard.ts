import '@vscode-elements/elements/dist/vscode-button/index.js';
import { html, type TemplateResult } from 'lit';
import type { PhaseView, RunView } from '../../../src/core/model/runView';
import { icon } from './icons';

type Decision = RunView['interventions'][number];

/** A question that holds the run up. */
export function decisionCard(decision: Decision, answer: (option: string) => void): TemplateResult {
  return html`<section class="card" role="group" aria-label="Decision needed">
    <div class="row">
      ${icon('question')}
      <div class="grow">
        <strong>${decision.question}</strong>
        <p class="muted">${decision.reason}</p>
      </div>
    </div>
    <ul class="options">
      ${decision.options.map(
        (option, index) =>
          html`<li>
            <vscode-button
              ?secondary=${!option.recommended}
              aria-describedby=${`${decision.id}-${index}`}
              @click=${() => answer(option.id)}
              >${option.label}</vscode-button
            >
            <span class="muted" id=${`${decision.id}-${index}`}
              >${option.consequence}${option.recommended ? ' (recommended)' : ''}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

export interface RecoveryActions {
  retry(phaseKey: string): void;
  skip(phaseKey: string): void;
  rollback(): void;
}

/** What happened, and the three ways out of a phase that failed. */
export function recoveryCard(phase: PhaseView, run: RunView, actions: RecoveryActions): TemplateResult {
  const done = run.phases.filter((other) => other.status === 'completed').map((other) => other.title);
  return html`<section class="card error" role="group" aria-label="Recovery options">
    <div class="row">
      ${icon('failed')}
      <div class="grow">
        <strong>${phase.title} failed</strong>
        <p>${phase.error ?? 'No reason was given.'}</p>
        ${done.length === 0 ? '' : html`<p class="muted">Already completed: ${done.join(', ')}</p>`}
      </div>
    </div>
    <div class="actions">
      <vscode-button @click=${() => actions.retry(phase.key)}>Fix and retry</vscode-button>
      <vscode-button secondary @click=${() => actions.skip(phase.key)}>Skip this part</vscode-button>
      <vscode-button secondary @click=${() => actions.rollback()}>Roll back everything</vscode-button>
    </div>
  </section>`;
}
