export interface Case {
  readonly title: string;
  readonly text: string;
  readonly expected: string;
}

/** Reads a table of cases: `=== title`, a text, `---`, and what is expected of it. */
export function readTable(table: string): Case[] {
  return table
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...rest] = part.split('\n');
      const [text = '', expected = ''] = rest.join('\n').split(/^---\n/m);
      return { title, text, expected };
    });
}
