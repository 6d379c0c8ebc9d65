/** A fenced code block of a Markdown page. */
export interface Fence {
  /** The first word of its info string. */
  readonly language: string;
  /** `title="egress.yaml"` in the info string: the file that the block shows. */
  readonly title?: string;
  /** The word `fixed` in the info string: what the file looks like when it is mended. */
  readonly fixed: boolean;
  /** Without the fences; every line ends with a line feed. */
  readonly text: string;
  /** Offset of `text` in the page. */
  readonly offset: number;
}

export function fencesOf(page: string): readonly Fence[] {
  return [...page.matchAll(/^```(\w+)(.*)\n([^]*?)^```$/gm)].map((match) => {
    const [whole, language = '', info = '', text = ''] = match;
    const title = /title="([^"]*)"/.exec(info)?.[1];
    return {
      language,
      ...(title !== undefined && { title }),
      fixed: /\bfixed\b/.test(info),
      text,
      offset: match.index + whole.indexOf('\n') + 1,
    };
  });
}

/** The page with other texts in these blocks. */
export function replaceFences(page: string, texts: ReadonlyMap<Fence, string>): string {
  let result = page;
  // From the end, so that the offsets in front stay true.
  for (const [{ offset, text }, replacement] of [...texts].sort(([a], [b]) => b.offset - a.offset)) {
    result = result.slice(0, offset) + replacement + result.slice(offset + text.length);
  }
  return result;
}

/** The files that blocks show, by name; of two with one name the later counts. */
export function filesOf(fences: readonly Fence[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fences.flatMap(({ title, text }) => (title === undefined ? [] : [[title, text]])),
  );
}

/** The arguments of `$ workspaces-netlint …` in a `console` block, and what stands below it. */
export function commandOf({ text }: Fence): { readonly args: readonly string[]; readonly output: string } {
  const end = text.indexOf('\n');
  const [prompt, program, ...args] = text.slice(0, end).split(' ');
  if (prompt !== '$' || program !== 'workspaces-netlint') throw new Error(`not a command: ${text}`);
  return { args, output: text.slice(end + 1) };
}
