/** What the extension host tells the runner outside, one line of text each. */
export type HostEvent =
  | { readonly kind: 'pass'; readonly title: string[]; readonly ms: number }
  | { readonly kind: 'skip'; readonly title: string[] }
  | { readonly kind: 'fail'; readonly title: string[]; readonly error: string }
  | { readonly kind: 'end' };

/** Tells a report apart from whatever else is printed in the extension host. */
const MARK = '@@groundwork-test ';

export function reportLine(event: HostEvent): string {
  return MARK + JSON.stringify(event);
}
