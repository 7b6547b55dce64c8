import { AppError } from './appError';
import type { WorkspacePath } from './ids';

/**
 * Checks that a text names a place inside the workspace: relative, forward slashes, no `.` or `..` segment, no drive,
 * UNC prefix, NUL or device name. Links are resolved by the adapter of WorkspaceFiles, which sees the disk.
 * Throws AppError `pathOutsideWorkspace`.
 */
export function workspacePath(value: string): WorkspacePath {
  const reason = whyRefused(value);
  if (reason !== undefined) {
    throw new AppError(
      'pathOutsideWorkspace',
      `The path ${JSON.stringify(value)} is refused: ${reason}.`,
      'Write a path inside the workspace folder, relative to it, with forward slashes.',
    );
  }
  return value as WorkspacePath;
}

const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function whyRefused(value: string): string | undefined {
  if (value === '') return 'it is empty';
  if (hasControlCharacter(value)) return 'it has a control character';
  if (value.includes('\\')) return 'it has a backslash';
  if (value.startsWith('/')) return 'it is absolute';
  if (/^[a-z]:/i.test(value) || value.includes(':')) return 'it has a drive, a scheme or a stream name';
  for (const segment of value.split('/')) {
    if (segment === '' || segment === '.') return 'it has an empty segment';
    if (segment === '..') return 'it leaves the workspace';
    if (segment.startsWith('~')) return 'it starts at a home folder';
    if (/[. ]$/.test(segment)) return 'a segment ends in a dot or a space';
    if (DEVICE.test(segment)) return 'it names a device';
  }
  return undefined;
}

function hasControlCharacter(value: string): boolean {
  for (const character of value) if (character.charCodeAt(0) < 0x20) return true;
  return false;
}

/** Joins segments below a workspace folder; empty segments are dropped. */
export function joinPath(...segments: readonly string[]): WorkspacePath {
  return workspacePath(segments.filter((segment) => segment !== '').join('/'));
}
