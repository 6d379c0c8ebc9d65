import fc from 'fast-check';
import { edited, type TextEdit } from '../target';

/** What matters to none of the notations, to some of them, or to the code behind them. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    "'",
    '`',
    ':',
    ',',
    '=',
    '.',
    '*',
    '...',
    '-',
    '_',
    '<',
    '>',
    '|',
    '?',
  ],
  ...['\n', '\r\n', '\r', '\t', ' ', '\0', '\uFEFF', '\u2028', '\ud800', '🙂', 'é', '\\', '\\u', '\\"'],
  ...['#', '//', '/*', '*/', '# workspaces-netlint: ', '// workspaces-netlint: role='],
  ...['${', '%{', '%{ if true }', '%{ endif ~}', '<<A\n', '<<-EOT\n', '\nEOT\n', '=>', '&&', '!', '=='],
  ...[
    '&a ',
    '*a',
    '<<: *a',
    '!!binary ',
    '---\n',
    '...\n',
    '%YAML 9\n',
    '? ',
    '- ',
    '|\n',
    '>-\n',
    '{<<: *a}',
  ],
  ...[
    'null',
    'true',
    'false',
    '-1',
    '0',
    '65535',
    '65536',
    '1e999',
    '9007199254740993',
    '0x1bb',
    '443',
    '4172',
  ],
  ...[
    '0.0.0.0/0',
    '10.0.0.0/33',
    '10.0.0.1/8',
    '::/0',
    '::ffff:10.0.0.0/104',
    'fe80::1%eth0',
    '1.2.3.4-1.2.3.9',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'any', 'all', 'icmp', 'tcp', 'example.com'],
];

/** A text of which something is lost, put in or twice there, now and then a piece of another one. */
export function broken(seeds: readonly string[], most = 6): fc.Arbitrary<string> {
  return fc
    .record({ seed: fc.constantFrom(...seeds), edits: fc.array(edit(seeds), { maxLength: most }) })
    .map(({ seed, edits }) => edits.reduce(edited, seed));
}

/** Edits to be made one by one, in whichever file. */
export function edit(seeds: readonly string[]): fc.Arbitrary<TextEdit> {
  return fc.record({
    file: fc.nat(7),
    at: fc.nat(1_000_000),
    remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(60)),
    insert: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('', ...PIECES) },
      fc
        .record({ from: fc.constantFrom(...seeds), at: fc.nat(1_000_000), length: fc.nat(200) })
        .map(({ from, at, length }) => from.slice(at % (from.length + 1)).slice(0, length)),
    ),
  });
}

/** A text by a pattern: each `$` is replaced by one of the parts, in their order. */
export function form(pattern: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => {
    let next = 0;
    return pattern.replace(/\$/g, () => values[next++] ?? '');
  });
}

/** Texts one behind the other. */
export function lines(item: fc.Arbitrary<string>, maxLength = 5, separator = '\n'): fc.Arbitrary<string> {
  return fc.array(item, { maxLength }).map((texts) => texts.join(separator));
}
