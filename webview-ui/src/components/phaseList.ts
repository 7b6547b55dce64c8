import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { PhaseView } from '../../../src/core/model/runView';
import { contextMeter, modelNotes } from '../bridge/modelText';
import { duration, elapsed, headingsAt, ticked } from '../bridge/runText';
import { icon, type IconName } from './icons';
import { panelStyles } from './panelStyles';
import { pathText } from './pathText';

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

/** A context as full as this gives things up (seed 001). */
const FULL = 0.8;

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
      .icon.chevron {
        inline-size: 12px;
        block-size: 12px;
        margin-block-start: 3px;
        margin-inline-end: -4px;
        color: var(--vscode-descriptionForeground);
      }
      .icon.chevron:dir(rtl) {
        scale: -1 1;
      }
      details[open] > summary .icon.chevron {
        rotate: 90deg;
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
        padding-inline-start: 40px;
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
      .agent,
      .context,
      .note {
        padding-inline-start: 40px;
        padding-block-end: 2px;
        font-size: 0.9em;
      }
      meter {
        display: block;
        inline-size: min(100%, 160px);
        block-size: 4px;
        margin-block: 3px 2px;
        appearance: none;
      }
      meter::-webkit-meter-inner-element {
        display: block;
      }
      meter::-webkit-meter-bar {
        block-size: 4px;
        border: 0;
        border-radius: 2px;
        background: var(--vscode-editorWidget-border, rgb(128 128 128 / 30%));
      }
      :host-context(.vscode-high-contrast) meter::-webkit-meter-bar {
        background: transparent;
        outline: 1px solid var(--vscode-contrastBorder);
      }
      meter::-webkit-meter-optimum-value {
        background: var(--vscode-progressBar-background);
      }
      meter::-webkit-meter-suboptimum-value {
        background: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
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
        ${icon('chevron')} ${icon(PHASE_ICONS[phase.status])}
        <span class="title grow">${phase.title}</span>
        <span class="hidden-text">${STATE_WORDS[phase.status]}</span>
        <span class="meta"
          >${ticked(phase)}/${phase.steps.length}${time === null ? nothing : html` · ${duration(time)}`}</span
        >
      </summary>
      <p class="agent muted">
        ${phase.agents.join(', ')}${phase.attempts > 1 ? html` · attempt ${phase.attempts}` : nothing}
      </p>
      ${this.context(phase)} ${modelNotes(phase).map((note) => html`<p class="note muted">${note}</p>`)}
      <ul>
        ${phase.steps.map((step) => this.step(step))}
      </ul>
    </details>`;
  }

  /** The bar is decoration: its meaning is the text. */
  private context(phase: PhaseView): TemplateResult | typeof nothing {
    const meter = contextMeter(phase);
    if (meter === null) return nothing;
    return html`<div class="context muted">
      <meter
        aria-hidden="true"
        max=${meter.budget}
        high=${FULL * meter.budget}
        optimum="0"
        value=${meter.lines}
      ></meter>
      <p>${meter.text}</p>
    </div>`;
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
            : html`<button class="link path" @click=${() => this.open(path)}>${pathText(path)}</button>`
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

customElements.define('groundwork-phases', PhaseList);
