/**
 * Text from files for a terminal: what would move its cursor, change its colours or turn its direction is
 * shown as a mark of one column instead.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '\u00B7');
}

/** Columns that a terminal takes for the text, which is printable. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\p{Mn}\p{Me}\p{Cf}]/u.test(character) ? 0 : isWide(character) ? 2 : 1;
  return width;
}

/** The East Asian wide and full-width blocks, and emoji. */
function isWide(character: string): boolean {
  return /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(
    character,
  );
}
