/**
 * Breaks a text at spaces into lines of at most `width` characters; a word that is longer keeps its line. The
 * width is the same everywhere, so that what is stored and compared does not depend on a terminal. `taken`
 * characters stand before the first line already.
 */
export function wrap(text: string, width: number, taken = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let room = width - taken;
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
      room = width;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
