import type { DocumentProcessor } from '../core/ports/documentProcessor';

const WINDOW = 60;
/** What stands across the end of one piece stands whole in the next. */
const OVERLAP = 10;

/** Takes any file: windows of lines that overlap. */
export const plainText: DocumentProcessor = {
  name: 'plain text',
  canProcess: () => true,
  process({ path, text }) {
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    const chunks = [];
    for (let start = 0; start < lines.length; start += WINDOW - OVERLAP) {
      const end = Math.min(start + WINDOW, lines.length);
      const piece = lines.slice(start, end).join('\n');
      if (piece.trim() !== '') {
        chunks.push({
          title: `${path}:${String(start + 1)}`,
          text: piece,
          startLine: start + 1,
          endLine: end,
        });
      }
      if (end === lines.length) break;
    }
    return Promise.resolve(chunks);
  },
};
