import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { FUNCTIONS } from '../../../server/src/core/formats/terraform/functions';
import { readCases } from '../../core/formats/terraform/support';
import { form, lines } from './broken';

const TERRAFORM = join(__dirname, '../../core/formats/terraform');

/** What the tests of the evaluator evaluate: right or nearly right, every function among it. */
const CASES = ['evaluate', 'functions'].flatMap((folder) =>
  readdirSync(join(TERRAFORM, folder))
    .filter((name) => name.endsWith('.cases'))
    .sort()
    .flatMap((name) => readCases(join(TERRAFORM, folder, name)))
    .map(({ expression }) => `(${expression.replaceAll('${', '#{')})`),
);

const depth = { maxDepth: 5, depthIdentifier: 'hcl', withCrossShrink: true };
/** Interpolations are written with `#{` until the end, because `$` stands for a part. */
const interpolated = (text: string): string => text.replaceAll('#{', '${');

const names = fc.constantFrom(
  ...['a', 'b', 'x', 'k', 'v', 'var', 'local', 'each', 'count', 'self', 'module', 'data', 'path', 'null'],
  ...[
    'var.rules',
    'var.none',
    'local.blocks',
    'each.value',
    'each.key',
    'count.index',
    'terraform.workspace',
  ],
  ...[
    'aws_security_group.web',
    'aws_security_group.web[0].id',
    'module.net.group',
    'data.aws_region.now.name',
  ],
  ...['unknown.any', 'unknown.string', 'unknown.number', 'unknown.strings', 'unknown.map', 'unknown.set'],
);
const literals = fc.constantFrom(
  ...['0', '1', '-1', '2.5', '1e9', '1e400', '99999999999999999999', '0.1', '"x"', '""', '"é🙂"', '"a\\nb"'],
  ...['true', 'false', 'null', '"10.0.0.0/8"', '"10.0.0.0"', '"::1/64"', '"2026-01-01T00:00:00Z"', '"1h30m"'],
  ...[
    '"%s-%d"',
    '"%#v %5.2f%%"',
    '"a,b,c"',
    '"{\\"a\\":[1]}"',
    '"a: [1, &x 2]\\nb: *x"',
    '"(a+)+b"',
    '"/[a-z]*/"',
  ],
  ...['"aGVsbG8="', '"a\\tb\\r\\n"', '"ZZZZ"', '"../x.txt"', '"**/*.tf"', '"%"', '"#{"'],
);
const functions = fc.constantFrom(...FUNCTIONS.keys(), 'try', 'can', 'convert', 'nosuch', 'core::upper');

/** Expressions of the whole language, most of them wrong in some way that only evaluation tells. */
export const expressions: fc.Arbitrary<string> = fc
  .letrec<{ any: string; body: string }>((tie) => {
    const any = tie('any');
    const call = fc
      .record({ name: functions, args: fc.array(any, { maxLength: 4 }), rest: fc.constantFrom('', '...') })
      .map(({ name, args, rest }) => `${name}(${args.join(', ')}${args.length > 0 ? rest : ''})`);
    return {
      body: lines(form('$ = $', names, any), 3),
      any: fc.oneof(
        depth,
        { weight: 2, arbitrary: literals },
        { weight: 4, arbitrary: fc.constantFrom(...CASES) },
        { weight: 2, arbitrary: names },
        { weight: 6, arbitrary: call },
        lines(any, 4, ', ').map((items) => `[${items}]`),
        lines(form('$ = $', fc.constantFrom('a', '"b"', 'c', '(1)'), any), 3, ', ').map(
          (items) => `{ ${items} }`,
        ),
        form('[for x in $ : $]', any, any),
        form('[for k, v in $ : "#{k}=#{v}" if $]', any, any),
        form('{ for k, v in $ : $ => $ }', any, any, any),
        form('{ for x in $ : $ => x... }', any, any),
        form('$ ? $ : $', any, any, any).map((text) => `(${text})`),
        form(
          '($ $ $)',
          any,
          fc.constantFrom('+', '-', '*', '/', '%', '==', '!=', '<', '>=', '&&', '||'),
          any,
        ),
        form('-$', any),
        form('!$', any),
        form('$[$]', any, any),
        form('$.a', any),
        form('$[*].a', any),
        form('$.*.b', any),
        form('"<#{$}>"', any),
        form('"%{ if $ }x%{ else }#{$}%{ endif }"', any, any),
        form('"%{ for x in $ ~} #{x} %{~ endfor }"', any),
        form('<<-EOT\n  $ #{$}\n  EOT\n', literals, any).map((text) => `(${text})`),
      ),
    };
  })
  .any.map(interpolated);

/** Files of the native syntax: shapes that a parser knows, whatever they mean. */
export const files: fc.Arbitrary<string> = fc.letrec<{ item: string; body: string }>((tie) => ({
  item: fc.oneof(
    depth,
    form('$ = $', names, expressions),
    form('# $', literals),
    form('/* $ */ x = 1', literals),
    form('$ "$" {\n$\n}', names, fc.constantFrom('a', 'b', 'egress', '#{x}', ''), tie('body')),
    form('$ { $ = 1 }', names, names),
    form('$ =', names),
    form('$ {', names),
  ),
  body: lines(tie('item'), 4),
})).body;
