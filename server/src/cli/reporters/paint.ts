const CODES = {
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
  bold: [1, 22],
  dim: [2, 22],
} as const;

export type Style = keyof typeof CODES;
export type Paint = (style: Style, text: string) => string;

/** Colours by terminal codes; `util.styleText` would ask the stream again, and newer versions of Node overrule `--color always`. */
export const painted: Paint = (style, text) => {
  const [on, off] = CODES[style];
  return text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`;
};

export const plain: Paint = (_, text) => text;
