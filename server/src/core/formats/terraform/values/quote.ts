/** A text from a file inside a sentence; long ones are cut, so that a message stays one. */
export function quote(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST + 2));
  const cut = characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text;
  return JSON.stringify(cut);
}

const LONGEST = 60;
