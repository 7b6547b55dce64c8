import '@vscode-elements/elements/dist/vscode-button/index.js';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import type { FindingView, RunView } from '../../../src/core/model/runView';
import { duration } from '../bridge/runText';
import { icon, type IconName } from './icons';
import { panelStyles } from './panelStyles';
import { pathText } from './pathText';

type Check = RunView['checks'][number];

const CHECK_ICONS: Readonly<Record<Check['status'], IconName>> = {
  running: 'running',
  passed: 'done',
  failed: 'failed',
  notChecked: 'skipped',
};

const CHECK_WORDS: Readonly<Record<Check['status'], string>> = {
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  notChecked: 'not checked',
};

const FINDING_ICONS: Readonly<Record<FindingView['severity'], IconName>> = {
  major: 'failed',
  medium: 'warning',
  minor: 'info',
};

/** What matters most comes first. */
const SEVERITIES = ['major', 'medium', 'minor'] as const satisfies readonly FindingView['severity'][];

/** The proof: what was checked, how it went, and what it found. Fires `open-finding` with an id, and `check`. */
export class EvidenceList extends LitElement {
  static override properties = {
    checks: { attribute: false },
    findings: { attribute: false },
    verdict: { attribute: false },
    canCheck: { attribute: false },
  };
  static override styles = [
    panelStyles,
    css`
      li {
        padding-block: 3px;
      }
      .verdict {
        margin-block-end: 4px;
      }
      .name {
        font-weight: 600;
      }
    `,
  ];

  declare checks: readonly Check[];
  declare findings: readonly FindingView[];
  /** What the thresholds of the configuration say, null within them. */
  declare verdict: string | null;
  /** Whether there is something that checks could run on. */
  declare canCheck: boolean;

  constructor() {
    super();
    this.checks = [];
    this.findings = [];
    this.verdict = null;
    this.canCheck = false;
  }

  override render(): TemplateResult {
    const open = SEVERITIES.flatMap((severity) =>
      this.findings.filter((finding) => !finding.resolved && finding.severity === severity),
    );
    return html`
      ${
        this.checks.length === 0 && !this.canCheck
          ? nothing
          : html`<h2 id="proof">Proof</h2>
              ${this.checks.length === 0 ? html`<p class="muted">Nothing was checked.</p>` : nothing}
              <ul aria-labelledby="proof">
                ${this.checks.map((check) => this.check(check))}
              </ul>
              ${this.again()}`
      }
      ${
        open.length === 0
          ? nothing
          : html`<h2 id="findings">Findings (${open.length})</h2>
              ${this.verdict === null ? nothing : html`<p class="verdict">${this.verdict}</p>`}
              <ul aria-labelledby="findings">
                ${open.map((finding) => this.finding(finding))}
              </ul>`
      }
    `;
  }

  private again(): TemplateResult | typeof nothing {
    if (!this.canCheck || this.checks.some((check) => check.status === 'running')) return nothing;
    return html`<div class="actions">
      <vscode-button secondary @click=${() => this.dispatchEvent(new CustomEvent('check'))}
        >${this.checks.length === 0 ? 'Run checks' : 'Run checks again'}</vscode-button
      >
    </div>`;
  }

  private check(check: Check): TemplateResult {
    const took =
      check.status === 'running' || check.durationMs === 0 ? '' : ` · ${duration(check.durationMs)}`;
    return html`<li class="row">
      ${icon(CHECK_ICONS[check.status])}
      <span class="grow">
        <span class="name">${check.check}</span> ${CHECK_WORDS[check.status]}
        <span class="muted">${check.detail === '' ? '' : `· ${check.detail}`}${took}</span>
      </span>
    </li>`;
  }

  private finding(finding: FindingView): TemplateResult {
    const line = finding.line === null ? '' : `:${finding.line}`;
    return html`<li class="row">
      ${icon(FINDING_ICONS[finding.severity])}
      <span class="grow">
        <span class="hidden-text">${finding.severity}: </span>${finding.message}
        <span class="muted">(${finding.source})</span>
        ${
          finding.path === null
            ? nothing
            : html`<br /><button class="link" @click=${() => this.open(finding.id)}>
                  ${pathText(`${finding.path}${line}`)}
                </button>`
        }
      </span>
    </li>`;
  }

  private open(id: string): void {
    this.dispatchEvent(new CustomEvent('open-finding', { detail: id }));
  }
}

customElements.define('groundwork-evidence', EvidenceList);
