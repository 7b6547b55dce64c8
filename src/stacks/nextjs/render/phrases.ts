/** Text as a message of next-intl: brackets and angles would start a placeholder or a tag. */
export function icuText(text: string): string {
  return text.replace(/'(?=['{}<>])|'$/g, "''").replace(/[{}<>]+/g, (part) => `'${part}'`);
}

/** Inside an English sentence: `Purchase orders` -> `purchase orders`; acronyms and names in capitals stay. */
export function lowerFirst(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** An Arabic noun of one word with its article; phrases and foreign words stay as they are. */
export function definite(text: string): string {
  return /^[\u0621-\u064a\u064b-\u0652]+$/.test(text) && !text.startsWith('ال') ? `ال${text}` : text;
}
