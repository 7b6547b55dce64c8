import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { PhaseView } from '../../../src/core/model/runView';
import { duration, elapsed, headingsAt, ticked } from '../bridge/runText';
import { icon, type IconName } from './icons';
import { panelStyles } from './panelStyles';

const PHASE_ICONS: Readonly<Record<PhaseView['status'], IconName>> = {
  pending: 'pending',
  inProgress: 'running',
  waiting: 'question',
  completed: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

const STATE_WORDS: Readonly<Record<PhaseView['status'], string>> = {
  pending: 'pending',
  inProgress: 'in progress',
  waiting: 'waiting for a decision',
  completed: 'done',
  failed: 'failed',
  skipped: 'skipped',
};

/** The phases with their steps. Fires `open-file` with a path. */
export class PhaseList extends LitElement {
  static override properties = {
    phases: { attribute: false },
    now: { attribute: false },
    folded: { state: true },
  };
  static override styles = [
    panelStyles,
    css`
      details {
        border-block-end: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent));
      }
      summary {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        padding-block: 6px;
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .title {
        font-weight: 600;
      }
      .pendingPhase .title {
        font-weight: 400;
        color: var(--vscode-descriptionForeground);
      }
      .meta {
        color: var(--vscode-descriptionForeground);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      ul {
        padding-block-end: 8px;
        padding-inline-start: 24px;
      }
      li {
        display: flex;
        gap: 8px;
        padding-block: 2px;
      }
      li.pending {
        color: var(--vscode-descriptionForeground);
      }
      h3 {
        margin: 0;
        padding-block: 6px 0;
        font-size: 1em;
        font-weight: 600;
      }
      .depth1 {
        padding-inline-start: 16px;
      }
      .depth2 {
        padding-inline-start: 32px;
      }
      .depth3 {
        padding-inline-start: 48px;
      }
      .agent {
        padding-inline-start: 24px;
        padding-block-end: 2px;
        font-size: 0.9em;
      }
      .path {
        display: block;
        font-size: 0.9em;
      }
    `,
  ];

  declare phases: readonly PhaseView[];
  declare now: number;
  /** Phases that the person folded or unfolded, against what their state would do. */
  declare folded: ReadonlyMap<string, boolean>;

  constructor() {
    super();
    this.phases = [];
    this.now = 0;
    this.folded = new Map();
  }

  override render(): TemplateResult {
    return html`<ol>
      ${this.phases.map(
        (phase, index) => html`
          ${headingsAt(this.phases, index).map(
            ({ title, depth }) => html`<li class="group ${indent(depth)}"><h3>${title}</h3></li>`,
          )}
          <li class="phase ${indent(phase.groups.length)}">${this.phase(phase)}</li>
        `,
      )}
    </ol>`;
  }

  private phase(phase: PhaseView): TemplateResult {
    const open = this.folded.get(phase.key) ?? phase.status !== 'pending';
    const time = elapsed(phase, this.now);
    return html`<details
      class="grow ${phase.status === 'pending' ? 'pendingPhase' : ''}"
      ?open=${open}
      @toggle=${(event: Event) => this.toggled(phase.key, open, event)}
    >
      <summary>
        ${icon(PHASE_ICONS[phase.status])}
        <span class="title grow">${phase.title}</span>
        <span class="hidden-text">${STATE_WORDS[phase.status]}</span>
        <span class="meta"
          >${ticked(phase)}/${phase.steps.length}${time === null ? nothing : html` · ${duration(time)}`}</span
        >
      </summary>
      <p class="agent muted">
        ${phase.agents.join(', ')}${phase.attempts > 1 ? html` · attempt ${phase.attempts}` : nothing}
      </p>
      <ul>
        ${phase.steps.map((step) => this.step(step))}
      </ul>
    </details>`;
  }

  private step(step: PhaseView['steps'][number]): TemplateResult {
    const { path } = step;
    return html`<li class=${step.status}>
      ${icon(step.status)}
      <span class="grow">
        ${step.title}<span class="hidden-text">, ${step.status}</span>
        ${step.detail === null ? nothing : html`<span class="muted">(${step.detail})</span>`}
        ${
          path === null
            ? nothing
            : html`<button class="link path" @click=${() => this.open(path)}>
                <code dir="ltr">${breakable(path)}</code>
              </button>`
        }
      </span>
    </li>`;
  }

  private toggled(key: string, was: boolean, event: Event): void {
    if (!(event.target instanceof HTMLDetailsElement) || event.target.open === was) return;
    this.folded = new Map(this.folded).set(key, event.target.open);
  }

  private open(path: string): void {
    this.dispatchEvent(new CustomEvent('open-file', { detail: path }));
  }
}

/** Workflows inside workflows: deeper than three is not told apart by eye. */
const indent = (depth: number): string => (depth === 0 ? '' : `depth${Math.min(depth, 3)}`);

/** Paths break after a folder rather than inside a name. */
function breakable(path: string): TemplateResult {
  const parts = path.split('/');
  return html`${parts.map((part, index) => (index < parts.length - 1 ? html`${part}/<wbr />` : part))}`;
}

customElements.define('groundwork-phases', PhaseList);
