import { html, type TemplateResult } from 'lit';

/** A path, written from left to right in every window; it breaks after a folder rather than inside a name. */
export function pathText(path: string): TemplateResult {
  const parts = path.split('/');
  return html`<code dir="ltr"
    >${parts.map((part, index) => (index < parts.length - 1 ? html`${part}/<wbr />` : part))}</code
  >`;
}
