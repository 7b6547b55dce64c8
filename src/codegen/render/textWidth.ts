/** Columns that a text takes in an editor: combining marks none, wide East Asian characters and emoji two. */
export function textWidth(value: string): number {
  if (/^[\x20-\x7e]*$/.test(value)) return value.length;
  let width = 0;
  for (const character of value) {
    if (/[\p{M}\p{Cf}]/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
