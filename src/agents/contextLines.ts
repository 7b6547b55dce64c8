/** The longest line of an agent folder; what is longer counts as several, so that minified JSON is not one line. */
const LINE_WIDTH = 160;

/** Lines that a text takes up in a prompt; 0 for an empty one. */
export function countLines(text: string): number {
  if (text === '') return 0;
  let lines = 0;
  for (const line of text.replace(/\n$/, '').split('\n'))
    lines += Math.max(1, Math.ceil(line.length / LINE_WIDTH));
  return lines;
}
