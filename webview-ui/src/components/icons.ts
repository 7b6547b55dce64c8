import { svg, type SVGTemplateResult } from 'lit';

export type IconName =
  | 'done'
  | 'running'
  | 'pending'
  | 'failed'
  | 'skipped'
  | 'question'
  | 'warning'
  | 'info'
  | 'terminal'
  | 'chevron'
  | 'go';

const PATHS: Readonly<Record<IconName, SVGTemplateResult>> = {
  done: svg`<path d="M3.2 8.4l3.1 3.1 6.5-7" />`,
  running: svg`<circle cx="8" cy="8" r="5.5" class="track" /><path d="M8 2.5A5.5 5.5 0 0 1 13.5 8" class="spin" />`,
  pending: svg`<circle cx="8" cy="8" r="5.5" />`,
  failed: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  skipped: svg`<path d="M3.5 8h9" />`,
  question: svg`<circle cx="8" cy="8" r="6" /><path d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1M8 11.2v.6" />`,
  warning: svg`<path d="M8 2.5l6 11H2zM8 6.5v3.2M8 11.3v.6" />`,
  info: svg`<circle cx="8" cy="8" r="6" /><path d="M8 7.2v4M8 4.6v.6" />`,
  terminal: svg`<path d="M3 4.5L6.5 8 3 11.5M8 12h5" />`,
  go: svg`<path d="M3 8h9M8.5 4.5L12 8l-3.5 3.5" />`,
  chevron: svg`<path d="M6 4l4 4-4 4" />`,
};

/** A 16 by 16 stroke icon in the text's colour. Decoration: its meaning is also text. */
export function icon(name: IconName): SVGTemplateResult {
  return svg`<svg class="icon ${name}" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor"
    stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
