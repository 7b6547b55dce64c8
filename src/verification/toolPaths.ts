/** A path of a tool's output relative to the part's folder, with forward slashes; absolute when it is outside. */
export function relativeTo(folder: string, printed: string): string {
  const path = printed.replaceAll('\\', '/');
  const base = folder.replaceAll('\\', '/');
  const relative = path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;
  return relative.replace(/^\.\//, '');
}

/** The lines of an output that are not empty, without colours. */
export const outputLines = (text: string): readonly string[] =>
  withoutColours(text)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');

const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g');
const withoutColours = (text: string): string => text.replace(COLOUR, '');

const TELLING = /error|exception|cannot|couldn't|could not|no files|not found|no tests|invalid/i;

/** What a failed tool meant, for people: the end of a Python traceback, else the first line that tells something. */
export function gist(stdout: string, stderr: string): string {
  const lines = outputLines(stderr.trim() === '' ? stdout : stderr);
  const isTraceback = lines.some((line) => line.startsWith('Traceback'));
  const telling = isTraceback ? lines.at(-1) : lines.find((line) => TELLING.test(line));
  return (telling ?? lines.slice(-3).join(' ')).trim().slice(0, 400);
}

/** Separates the entries of search paths on the machine that has this folder. */
export const searchPath = (folders: readonly string[]): string =>
  folders.join(/^[a-z]:/i.test(folders[0] ?? '') ? ';' : ':');
