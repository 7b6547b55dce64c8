import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { RunView } from '../../../src/core/model/runView';
import type { FromPanel, ToPanel } from '../../../src/protocol/panelMessages';
import { connectHost, type Host } from '../bridge/host';
import { announcement } from '../bridge/announcement';
import { usageLine } from '../bridge/modelText';
import { statusLine, titleOf } from '../bridge/runText';
import { decisionCard, recoveryCard } from '../components/decisionCard';
import '../components/evidenceList';
import { icon } from '../components/icons';
import { panelStyles } from '../components/panelStyles';
import '../components/phaseList';

type RunMessage = ToPanel & { readonly kind: 'run' };

/** While something runs its elapsed time counts on between messages. */
const TICK_MS = 1_000;

/** The checklist panel: everything about one run, as the extension last said. */
export class GroundworkPanel extends LitElement {
  static override properties = { message: { state: true }, now: { state: true } };
  static override styles = [
    panelStyles,
    css`
      :host {
        padding: 12px 16px 24px;
        max-inline-size: 720px;
      }
      .bar {
        block-size: 4px;
        inline-size: 100%;
        margin-block: 8px 4px;
        appearance: none;
        border: 0;
        border-radius: 2px;
        overflow: hidden;
        background: var(--vscode-editorWidget-border, rgb(128 128 128 / 30%));
      }
      :host-context(.vscode-high-contrast) .bar {
        background: transparent;
        outline: 1px solid var(--vscode-contrastBorder);
      }
      .bar::-webkit-progress-bar {
        background: transparent;
      }
      .bar::-webkit-progress-value {
        background: var(--vscode-progressBar-background);
        transition: inline-size 0.2s;
      }
      .bar.failed::-webkit-progress-value {
        background: var(--vscode-errorForeground);
      }
      select {
        inline-size: 100%;
        margin-block-end: 10px;
        padding: 3px 6px;
        font: inherit;
        color: var(--vscode-dropdown-foreground);
        background: var(--vscode-dropdown-background);
        border: 1px solid var(--vscode-dropdown-border, var(--vscode-contrastBorder, transparent));
        border-radius: 2px;
      }
      .options {
        display: grid;
        gap: 8px;
        margin-block-start: 10px;
      }
      .options li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      .steps li {
        padding-block: 4px;
      }
      groundwork-phases {
        margin-block-start: 10px;
      }
      .decide {
        position: sticky;
        inset-block-start: 0;
        padding-block: 8px;
        margin-block-start: 8px;
        background: var(--vscode-sideBar-background, var(--vscode-editor-background));
        border-block-end: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent));
      }
      .decide .actions {
        margin-block-start: 6px;
      }
    `,
  ];

  declare message: ToPanel | undefined;
  declare now: number;
  private readonly host: Host;
  private timer: number | undefined;
  /** Difference between the extension's clock and this page's, in milliseconds. */
  private skew = 0;

  constructor() {
    super();
    this.message = undefined;
    this.now = Date.now();
    this.host = connectHost();
    this.host.listen((message) => this.receive(message));
    this.host.send({ kind: 'ready', runId: this.host.shownRun() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.clearInterval(this.timer);
  }

  override render(): TemplateResult {
    return html`${this.content()}
      <p class="hidden-text" role="status">
        ${this.message === undefined ? '' : announcement(this.message)}
      </p>`;
  }

  /** What was chosen may be gone with the card that it was in: the keyboard goes on from the top, not from nowhere. */
  protected override willUpdate(): void {
    const focused = this.shadowRoot?.activeElement ?? null;
    if (focused === null) return;
    requestAnimationFrame(() => {
      if (document.activeElement === document.body && document.hasFocus()) {
        this.shadowRoot?.querySelector('h1')?.focus();
      }
    });
  }

  private content(): TemplateResult {
    const { message } = this;
    if (message === undefined) return html`<p class="muted">Loading...</p>`;
    return message.kind === 'nothing' ? this.nothingYet(message) : this.run(message);
  }

  private receive(message: ToPanel): void {
    this.message = message;
    window.clearInterval(this.timer);
    if (message.kind !== 'run') return;
    this.host.keepShownRun(message.run.id);
    this.skew = Date.parse(message.now) - Date.now();
    this.now = Date.parse(message.now);
    if (message.run.status === 'executing') {
      this.timer = window.setInterval(() => (this.now = Date.now() + this.skew), TICK_MS);
    }
  }

  private nothingYet(message: ToPanel & { readonly kind: 'nothing' }): TemplateResult {
    return html`<p>${message.message}</p>
      ${
        message.reason === 'noRuns'
          ? html`<div class="actions">
              <vscode-button @click=${() => this.host.send({ kind: 'generate' })}
                >Generate Fullstack Entity</vscode-button
              >
            </div>`
          : nothing
      }`;
  }

  private run(message: RunMessage): TemplateResult {
    const { run, runs, pendingHunks } = message;
    const send = (
      kind: 'rollback' | 'cancel' | 'resume' | 'check' | 'report' | 'review' | 'acceptAll' | 'rejectAll',
    ): void => this.host.send({ kind, runId: run.id });
    const failed = run.phases.filter((phase) => phase.status === 'failed');
    const open = run.interventions.filter((asked) => asked.answer === null);
    const usage = usageLine(run.models);
    return html`<main>
      ${runs.length > 1 ? this.chooser(message) : nothing}
      <header>
        <h1 tabindex="-1">${titleOf(run)}</h1>
        <progress
          class="bar ${run.status === 'failed' ? 'failed' : ''}"
          max="100"
          value=${run.percent}
          aria-label="Progress"
        ></progress>
        <p>${statusLine(run, pendingHunks)}</p>
        ${usage === null ? nothing : html`<p class="usage muted">${usage}</p>`}
        ${run.error !== null && failed.length === 0 ? html`<p class="card error">${run.error}</p>` : nothing}
        ${run.alerts.map(({ message }) => html`<p class="card" role="note">${message}</p>`)}
      </header>
      ${pendingHunks > 0 ? this.decide(pendingHunks, run, send) : nothing}
      ${open.map((asked) =>
        decisionCard(asked, (option) =>
          this.host.send({ kind: 'answer', runId: run.id, interventionId: asked.id, option }),
        ),
      )}
      ${failed.map((phase) =>
        recoveryCard(phase, run, {
          retry: (phaseKey) => this.host.send({ kind: 'retry', runId: run.id, phaseKey }),
          skip: (phaseKey) => this.host.send({ kind: 'skip', runId: run.id, phaseKey }),
          rollback: () => send('rollback'),
        }),
      )}
      <groundwork-phases
        .phases=${run.phases}
        .now=${this.now}
        @open-file=${(event: CustomEvent<string>) =>
          this.host.send({ kind: 'openFile', runId: run.id, path: event.detail })}
      ></groundwork-phases>
      <groundwork-evidence
        .checks=${run.checks}
        .findings=${run.findings}
        .verdict=${run.verdict.message}
        .canCheck=${(run.status === 'review' || run.status === 'completed') && run.files.length > 0}
        @check=${() => send('check')}
        @open-finding=${(event: CustomEvent<string>) =>
          this.host.send({ kind: 'openFinding', runId: run.id, findingId: event.detail })}
      ></groundwork-evidence>
      ${this.nextSteps(run)}
      <div class="actions">
        ${
          run.status === 'executing' || run.status === 'planning'
            ? html`<vscode-button secondary @click=${() => send('cancel')}>Cancel</vscode-button>`
            : nothing
        }
        ${
          run.status === 'interrupted' ||
          run.status === 'cancelled' ||
          (run.status === 'failed' && failed.length === 0)
            ? html`<vscode-button @click=${() => send('resume')}>Resume</vscode-button>`
            : nothing
        }
        <vscode-button secondary @click=${() => send('report')}>Show report</vscode-button>
      </div>
    </main>`;
  }

  private chooser({ run, runs }: RunMessage): TemplateResult {
    return html`<label class="hidden-text" for="run">Run</label>
      <select id="run" @change=${(event: Event) => this.choose(event)}>
        ${runs.map(
          (other) =>
            html`<option value=${other.id} ?selected=${other.id === run.id}>
              ${other.task} (${other.status})
            </option>`,
        )}
      </select>`;
  }

  private choose(event: Event): void {
    if (event.target instanceof HTMLSelectElement) {
      this.host.send({ kind: 'selectRun', runId: event.target.value });
    }
  }

  private decide(
    pendingHunks: number,
    run: RunView,
    send: (kind: 'review' | 'acceptAll' | 'rejectAll') => void,
  ): TemplateResult {
    const files = run.files.filter((file) => file.pendingHunks > 0).length;
    const amount = `${pendingHunks} pending ${pendingHunks === 1 ? 'hunk' : 'hunks'} in ${files} ${
      files === 1 ? 'file' : 'files'
    }`;
    return html`<section class="decide" aria-label="Review">
      <p>${amount}</p>
      <div class="actions">
        <vscode-button @click=${() => send('review')}>Review</vscode-button>
        <vscode-button secondary @click=${() => send('acceptAll')}>Accept all</vscode-button>
        <vscode-button secondary @click=${() => send('rejectAll')}>Reject all</vscode-button>
      </div>
    </section>`;
  }

  private nextSteps(run: RunView): TemplateResult | typeof nothing {
    if (run.nextSteps.length === 0) return nothing;
    const take = (index: number): void => {
      const message: FromPanel = { kind: 'nextStep', runId: run.id, index };
      this.host.send(message);
    };
    return html`<h2 id="next">Next steps</h2>
      <ul class="steps" aria-labelledby="next">
        ${run.nextSteps.map(
          (step, index) =>
            html`<li class="row">
              ${icon(step.action.kind === 'terminal' ? 'terminal' : 'go')}
              <span class="grow">
                <button class="link" @click=${() => take(index)}>${step.title}</button>
                <span class="muted">${step.detail}</span>
                ${
                  step.action.kind === 'terminal'
                    ? html`<br /><code class="muted" dir="ltr">${step.action.command}</code>`
                    : nothing
                }
              </span>
            </li>`,
        )}
      </ul>`;
  }
}

customElements.define('groundwork-panel', GroundworkPanel);
