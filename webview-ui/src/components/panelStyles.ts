import { css } from 'lit';

/** Colours are VS Code's, sides are logical: every theme and both directions fit. */
export const panelStyles = css`
  :host {
    display: block;
    color: var(--vscode-foreground);
    font: var(--vscode-font-size, 13px) / 1.45 var(--vscode-font-family, sans-serif);
    overflow-wrap: anywhere;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 1.1em;
    font-weight: 600;
  }
  h2 {
    font-size: 0.85em;
    font-weight: 600;
    letter-spacing: 0.04em;
    text-transform: uppercase;
    color: var(--vscode-descriptionForeground);
    margin-block: 20px 6px;
  }
  /* English sentences keep their order in a right-to-left window. */
  p,
  .meta {
    unicode-bidi: plaintext;
    text-align: match-parent;
  }
  .muted {
    color: var(--vscode-descriptionForeground);
  }
  .icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: 1px;
  }
  .icon.done {
    color: var(--vscode-charts-green, var(--vscode-testing-iconPassed));
  }
  .icon.failed {
    color: var(--vscode-testing-iconFailed, var(--vscode-errorForeground));
  }
  .icon.warning,
  .icon.question {
    color: var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
  }
  .icon.pending,
  .icon.skipped {
    color: var(--vscode-descriptionForeground);
  }
  .icon.running {
    color: var(--vscode-progressBar-background, var(--vscode-textLink-foreground));
  }
  .icon .track {
    opacity: 0.25;
  }
  .icon .spin {
    transform-origin: 8px 8px;
    animation: spin 0.9s linear infinite;
  }
  @keyframes spin {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .icon .spin {
      animation: none;
    }
  }
  button.link {
    appearance: none;
    border: 0;
    padding: 0;
    background: none;
    font: inherit;
    text-align: start;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
  }
  button.link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  :is(button, summary, select, h1):focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
    border-radius: 2px;
  }
  vscode-button[secondary] {
    --vscode-button-border: var(--vscode-button-secondaryBorder, var(--vscode-contrastBorder, transparent));
  }
  code {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.92em;
    unicode-bidi: isolate;
  }
  .row {
    display: flex;
    gap: 8px;
    align-items: flex-start;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 10px;
  }
  .card {
    border: 1px solid var(--vscode-widget-border, var(--vscode-panel-border, transparent));
    border-inline-start: 3px solid var(--vscode-editorWarning-foreground, var(--vscode-charts-yellow));
    border-radius: 4px;
    padding: 10px 12px;
    margin-block-start: 12px;
    background: var(--vscode-editorWidget-background, transparent);
  }
  .card.error {
    border-inline-start-color: var(--vscode-errorForeground);
  }
  .hidden-text {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
