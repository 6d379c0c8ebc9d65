/** A seeded source of random numbers: the same corpus on every machine. */
export class Random {
  constructor(private state: number) {}

  /** 0 up to, and without, `bound`. */
  below(bound: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('nothing to pick from');
    return choice;
  }

  list(most: number, make: () => string): string[] {
    return Array.from({ length: this.below(most + 1) }, make);
  }
}

/** Correct HCL text that uses the whole language, laid out in every way that is allowed. */
export function generateFile(random: Random): string {
  return new Generator(random).body(0);
}

const NAMES = [
  'a',
  'name',
  'from_port',
  'x-y',
  'cidr_blocks',
  'ünïcode',
  'in',
  'if',
  'null_',
  'v6',
  '_u',
  'endpoint',
];
const OPERATORS = ['||', '&&', '==', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', '%'];
const TEXTS = [
  '',
  'tcp',
  '10.0.0.0/8',
  ' ',
  'a b',
  '#',
  '//',
  '{}',
  '$',
  '%',
  '$$',
  '$${a}',
  '%%{if}',
  '😀',
  'é',
  '~',
  '/*',
];
const ESCAPES = ['\\n', '\\t', '\\r', '\\"', '\\\\', '\\u00e9', '\\U0001F600'];
const NUMBERS = ['0', '1', '443', '3.14', '1e3', '2.5E-2', '1e+2', '65535', '007'];

class Generator {
  constructor(private readonly random: Random) {}

  body(depth: number): string {
    const used = new Set<string>();
    const count = this.random.below(depth === 0 ? 6 : 4);
    let text = '';
    for (let item = 0; item < count; item++) {
      text += this.random.pick([
        '',
        '',
        '',
        '\n',
        '# note\n',
        '// note = {\n',
        '/* a\n b = 1 { */\n',
        '\r\n',
        '   \n',
      ]);
      text += this.random.pick(['', '  ', '\t', '/* c */ ']);
      if (depth < 3 && this.random.chance(40)) text += this.block(depth);
      else {
        const name = `${this.random.pick(NAMES)}${used.size}`;
        used.add(name);
        if (this.random.chance(8)) {
          // Nothing may follow a heredoc in its last line.
          text += `${name}${this.blank()}= ${this.heredoc(depth)}\n`;
          continue;
        }
        text += `${name}${this.blank()}=${this.blank()}${this.expression(depth, false)}`;
      }
      text += this.random.pick(['\n', '\n', '\n', ' \n', ' # tail\n', ' // tail\n', '\r\n', ' /* c */\n']);
    }
    return text;
  }

  private block(depth: number): string {
    const labels = this.random.list(2, () =>
      this.random.chance(70) ? ` ${this.quotedText()}` : ` ${this.random.pick(NAMES)}`,
    );
    const header = `${this.random.pick(NAMES)}${labels.join('')}${this.blank()}{`;
    if (this.random.chance(10)) return `${header}}`;
    if (this.random.chance(15)) {
      return `${header}${this.blank()}${this.random.pick(NAMES)} = ${this.expression(2, false)}${this.blank()}}`;
    }
    return `${header}${this.random.pick(['', ' # note'])}\n${this.body(depth + 1)}${this.blank()}}`;
  }

  /** `free`: newlines mean nothing here. */
  private expression(depth: number, free: boolean): string {
    if (depth > 4) return this.leaf();
    const inner = () => this.expression(depth + 1, free);
    switch (this.random.below(20)) {
      case 0:
        return `${inner()}${this.gap(free)}${this.random.pick(OPERATORS)}${this.gap(free)}${inner()}`;
      case 1:
        return `${this.operand(depth, free)} ?${this.gap(free)}${inner()} :${this.gap(free)}${inner()}`;
      case 2:
        return `${this.random.pick(['-', '!'])}${this.operand(depth, free)}`;
      case 3:
      case 4:
        return this.tuple(depth);
      case 5:
      case 6:
        return this.object(depth);
      case 7:
        return `[for ${this.names()} in ${this.expression(depth + 1, true)} : ${this.expression(depth + 1, true)}${this.condition(depth)}]`;
      case 8:
        return `{for ${this.names()} in ${this.expression(depth + 1, true)} : ${this.expression(depth + 1, true)} => ${this.expression(depth + 1, true)}${this.random.pick(['', '...'])}${this.condition(depth)}}`;
      case 9:
      case 10:
      case 11:
        return this.operand(depth, free) + this.steps(depth, free);
      case 12:
      case 13:
        return this.call(depth);
      case 14:
        return `(${this.gap(true)}${this.expression(depth + 1, true)}${this.gap(true)})`;
      case 15:
      case 16:
        return this.template(depth);
      default:
        return this.leaf();
    }
  }

  private leaf(): string {
    switch (this.random.below(5)) {
      case 0:
        return this.random.pick(NUMBERS);
      case 1:
        return this.random.pick(['true', 'false', 'null']);
      case 2:
        return this.random.pick(NAMES);
      default:
        return this.quotedText();
    }
  }

  private operand(depth: number, free: boolean): string {
    return this.random.chance(50) ? this.random.pick(NAMES) : `(${this.expression(depth + 1, free)})`;
  }

  private steps(depth: number, free: boolean): string {
    return Array.from({ length: 1 + this.random.below(3) }, () => {
      switch (this.random.below(6)) {
        case 0:
          return `.${this.random.below(3)}.${this.random.pick(NAMES)}`;
        case 1:
          return `[${this.expression(depth + 2, true)}]`;
        case 2:
          return `[*].${this.random.pick(NAMES)}`;
        case 3:
          return '[*]';
        default:
          return `.${this.random.pick(NAMES)}${free ? this.random.pick(['', ' ']) : ''}`;
      }
    }).join('');
  }

  private call(depth: number): string {
    const name = this.random.pick(['merge', 'cidrsubnet', 'f', 'provider::aws::arn_parse']);
    const args = this.random.list(3, () => this.gap(true) + this.expression(depth + 1, true));
    const end = args.length === 0 ? '' : this.random.pick(['', '', ',', '...', this.gap(true)]);
    return `${name}(${args.join(',')}${end})`;
  }

  private tuple(depth: number): string {
    const elements = this.random.list(4, () => this.gap(true) + this.expression(depth + 1, true));
    const end =
      elements.length === 0
        ? this.gap(true)
        : this.random.pick(['', ',', `,${this.gap(true)}`, this.gap(true)]);
    return `[${elements.join(',')}${end}]`;
  }

  private object(depth: number): string {
    const entries = this.random.list(3, () => {
      const key = this.random.pick([
        () => this.random.pick(['k', 'name', 'Env', 'x-y']),
        () => this.quotedText(),
        () => `(${this.expression(depth + 1, true)})`,
      ])();
      return `${key}${this.blank()}${this.random.pick(['=', '=', ':'])}${this.blank()}${this.expression(depth + 1, false)}`;
    });
    if (this.random.chance(50)) return `{${this.blank()}${entries.join(', ')}${this.blank()}}`;
    const separators = ['\n', ',\n', ' # c\n', '\n\n', ',\n// c\n'];
    return `{\n${entries.map((entry) => `  ${entry}${this.random.pick(separators)}`).join('')}}`;
  }

  private quotedText(): string {
    return `"${this.random.list(2, () => this.random.pick(this.random.chance(80) ? TEXTS : ESCAPES)).join('') || 'x'}"`.replace(
      /(\$|%)+\{(?!a|if)/g,
      'x{',
    );
  }

  private template(depth: number): string {
    return `"${this.parts(depth, this.random.pick(['', 'a', ' ']))}"`;
  }

  private parts(depth: number, text: string): string {
    const [open, close] = this.random.pick([
      ['{', '}'],
      ['{', '}'],
      ['{~', '}'],
      ['{', '~}'],
      ['{~', '~}'],
    ] as const);
    const inner = () => this.expression(depth + 2, true);
    const piece = () => this.random.pick(['', 'x', ' ', '-']);
    switch (this.random.below(6)) {
      case 0:
        return `${text}%${open} if ${inner()} ${close}${piece()}%${open} else ${close}${piece()}%{ endif }${piece()}`;
      case 1:
        return `${text}%${open} if ${inner()} ${close}${piece()}%{ endif ~}${piece()}`;
      case 2:
        return `${text}%${open} for ${this.names()} in ${inner()} ${close}${piece()}\${name}%{ endfor }${piece()}`;
      default:
        return `${text}$${open} ${inner()} ${close}${piece()}${this.random.chance(30) ? `\${${inner()}}` : ''}`;
    }
  }

  private heredoc(depth: number): string {
    const marker = this.random.pick(['EOF', 'EOT', 'E']);
    const lines = this.random.list(4, () => {
      const indent = this.random.pick(['', '  ', '    ', '\t']);
      const text = this.random.pick([
        '',
        'plain',
        '"quoted" {',
        '\\n',
        '# no comment',
        '$',
        '$${x}',
        'a = 1',
        'é😀',
      ]);
      return `${indent}${this.random.chance(40) ? this.parts(depth, text) : text}\n`;
    });
    return `<<${this.random.pick(['', '-'])}${marker}\n${lines.join('')}${this.random.pick(['', '  '])}${marker}`;
  }

  private names(): string {
    return this.random.pick(['v', 'k, v', 'key ,value']);
  }

  private condition(depth: number): string {
    return this.random.chance(30) ? ` if ${this.expression(depth + 1, true)}` : '';
  }

  private blank(): string {
    return this.random.pick(['', ' ', ' ', '  ', '\t', ' /* c */ ']);
  }

  private gap(free: boolean): string {
    return free && this.random.chance(25)
      ? this.random.pick(['\n', '\n  ', ' # c\n', ' // c\n', '\r\n', ' /* \n */'])
      : ' ';
  }
}
