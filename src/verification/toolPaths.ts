/** A path of a tool's output relative to the part's folder, with forward slashes. */
export function relativeTo(folder: string, printed: string): string {
  const path = printed.replaceAll('\\', '/');
  const base = folder.replaceAll('\\', '/');
  const relative = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
  return relative.replace(/^\.\//, '');
}

/** The lines of an output that are not empty. */
export const outputLines = (text: string): readonly string[] =>
  text.split(/\r?\n/).filter((line) => line.trim() !== '');

/** The last lines of a failed tool, for people. */
export function lastWords(stdout: string, stderr: string): string {
  const lines = outputLines(stderr.trim() === '' ? stdout : stderr);
  return lines.slice(-3).join(' ').slice(0, 400);
}
