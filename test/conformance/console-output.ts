/**
 * What `tofu console` prints, in the notation of the tables: `{ a = list["x"] }`. What is not known is `<?>`, what
 * is sensitive is `<!>`. Undefined when it is printed in a way that is not known here.
 */
export function readConsoleOutput(text: string): string | undefined {
  try {
    const reader = new Reader(text.trimEnd());
    const value = reader.value();
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

class Unreadable extends Error {}

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\(known after apply\)/y, '<?>'],
  [/\(sensitive value\)/y, '<!>'],
  [/to(?:string|number|bool|list|set|map)\(null\)(?: \/\* .*? \*\/)?/y, 'null'],
  [/null(?: \/\* .*? \*\/)?/y, 'null'],
  [/true/y, 'true'],
  [/false/y, 'false'],
];

const NUMBER = /[-+]?(?:\d+(?:\.\d+)?|Inf)/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const HEREDOC = /<<-?(\w+)\n/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  end(): void {
    if (this.at < this.text.length) throw new Unreadable();
  }

  value(): string {
    for (const [pattern, meaning] of WORDS) if (this.take(pattern) !== undefined) return meaning;
    const number = this.take(NUMBER);
    if (number !== undefined) return number[0];
    const quoted = this.take(QUOTED);
    if (quoted !== undefined) return JSON.stringify(unquote(quoted[1] ?? ''));
    const heredoc = this.take(HEREDOC);
    if (heredoc !== undefined) return JSON.stringify(this.heredoc(heredoc[1] ?? ''));
    const conversion = this.take(/to(list|set|map)\(/y)?.[1];
    const inside = this.structure();
    if (conversion !== undefined) this.expect(/\)/y);
    return (conversion ?? '') + inside;
  }

  private structure(): string {
    const items: string[] = [];
    if (this.take(/\[\s*/y) !== undefined) {
      while (this.take(/\]/y) === undefined) {
        items.push(this.value());
        this.expect(/,\s*/y);
      }
      return `[${items.join(', ')}]`;
    }
    this.expect(/\{\s*/y);
    while (this.take(/\}/y) === undefined) {
      const key: unknown = JSON.parse(this.value());
      this.expect(/ = /y);
      items.push(`${renderKey(String(key))} = ${this.value()}`);
      this.expect(/\s*/y);
    }
    return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
  }

  /** Every line is indented as far as the marker at the end. */
  private heredoc(marker: string): string {
    const [body, margin] = this.expect(new RegExp(`([^]*?)\\n( *)${marker}(?=$|\\s|,|\\))`, 'y')).slice(1);
    return (body ?? '')
      .split('\n')
      .map((line) => line.slice(margin?.length))
      .join('\n');
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.at = pattern.lastIndex;
    return match;
  }

  private expect(pattern: RegExp): RegExpExecArray {
    const match = this.take(pattern);
    if (match === undefined) throw new Unreadable();
    return match;
  }
}

function renderKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** The escapes of Go. */
function unquote(text: string): string {
  return text.replace(
    /\\(?:x(..)|u(.{4})|U(.{8})|(.))/g,
    (_, x?: string, u?: string, wide?: string, short?: string) => {
      const code = x ?? u ?? wide;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      return ESCAPES[short ?? ''] ?? short ?? '';
    },
  );
}
