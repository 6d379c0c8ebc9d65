import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate } from '../../../../../server/src/core/formats/terraform/evaluate/evaluate';
import type { LimitExceeded, Scope } from '../../../../../server/src/core/formats/terraform/evaluate/scope';
import { newBudget } from '../../../../../server/src/core/formats/terraform/evaluate/scope';
import { FUNCTIONS } from '../../../../../server/src/core/formats/terraform/functions';
import { evaluateText, parseExpression, summarize } from '../support';

const LONG = `"${'a'.repeat(100_000)}"`;
const MANY = `[${'"x",'.repeat(30_000)}]`;

/** Each must come to its end quickly; what it comes to is part of the test. */
const HOSTILE: readonly (readonly [text: string, start: string])[] = [
  ['range(0, 1000000000)', 'limit: range(): it gives more than 100,000 elements'],
  ['range(0, 1, 1e-300)', 'limit: range(): it gives more than 100,000 elements'],
  [
    'setproduct(range(1000), range(1000), range(1000))',
    'limit: setproduct(): it gives more than 100,000 elements',
  ],
  ['[for a in range(400) : [for b in range(400) : b]]', 'limit: the value has more than 100,000 elements'],
  [
    'length([for a in range(1000) : sum([for b in range(1000) : b])])',
    'limit: working it out takes more than 1,000,000 steps',
  ],
  [
    `length([for l in [${MANY}] : [for x in l : contains(l, "y")]])`,
    'limit: working it out takes more than 1,000,000 steps',
  ],
  [`replace(${LONG}, "a", ${LONG})`, 'limit: replace(): the text is longer than'],
  [`join(${LONG}, ${MANY})`, 'limit: join(): the text is longer than'],
  ['format("%9999999s", "a")', 'limit: format(): the text is longer than'],
  ['format("%*s", 1, 2)', 'error: format(): there is no verb'],
  [`format(join("", [for i in range(1000) : "%[1]s"]), ${LONG})`, 'limit: format(): the text is longer than'],
  ['indent(1000000000, "a\\nb")', 'limit: indent(): the text is longer than'],
  [`"%{ for x in ${MANY} }${'z'.repeat(1000)}%{ endfor }"`, 'limit: the text is longer than'],
  [`regex("(a+)+$", "${'a'.repeat(5000)}b")`, 'error: regex(): the pattern does not match'],
  [`regexall("(x+x+)+y", "${'x'.repeat(3000)}")`, 'list[]'],
  [
    'regex("((a{0,1000}){0,1000}){0,1000}", "aaa")',
    'limit: regex(): pattern and text are too long for each other',
  ],
  [
    `regex("${'('.repeat(5000)}", "aaa")`,
    '<the pattern cannot be read here: it is nested more than 100 deep>',
  ],
  [
    `length([for i in range(1000) : can(regex("(a|b|ab)*c{0,50}$", "${'ab'.repeat(400)}d"))])`,
    'limit: working it out takes more than 1,000,000 steps',
  ],
  [
    `jsondecode("${'['.repeat(5000)}${']'.repeat(5000)}")`,
    'limit: jsondecode(): the JSON is nested more than 500 deep',
  ],
  [`length(chomp("${'\\n'.repeat(100_000)}x"))`, '100001'],
  [`length(trimspace("${' '.repeat(100_000)}x"))`, '1'],
  [`can(tonumber("${'1'.repeat(200_000)}x"))`, 'false'],
  [`length(strrev("${'é'.repeat(50_000)}"))`, '50000'],
  ['cidrsubnet("10.0.0.0/8", 1e18, 0)', 'error: cidrsubnet()'],
  ['{ "__proto__" = 1, "constructor" = 2 }.constructor', '2'],
  ['jsondecode("{\\"__proto__\\": {\\"a\\": 1}}")', '{ __proto__ = { a = 1 } }'],
  ['constructor("x")', 'error: there is no function constructor()'],
  [`${'['.repeat(450)}1${']'.repeat(450)}[0][0]`, '['],
  [`${'(true ? '.repeat(200)}1${' : 2)'.repeat(200)}`, '1'],
  [`${'tostring('.repeat(450)}1${')'.repeat(450)}`, '"1"'],
];

describe('hostile expressions', () => {
  for (const [text, start] of HOSTILE) {
    it(text.length > 60 ? `${text.slice(0, 60)}…` : text, () => {
      const result = summarize(evaluateText(text));
      assert.ok(result.startsWith(start), result.slice(0, 200));
    });
  }

  it('says only once that it is out of steps', () => {
    const budget = { ...newBudget(), steps: 10 };
    const { limits } = evaluateText('[for x in [1, 2, 3, 4, 5, 6, 7, 8] : "${x}"]', undefined, budget);
    assert.equal(limits.length, 1);
  });

  it('stops where references lead into each other without end', () => {
    const { expression, file } = parseExpression(
      'flatten([for x in try(next.one, []) : [for y in [x] : true ? { a = y } : { a = [for z in [y] : z] }]])',
    );
    const budget = newBudget();
    const limits: LimitExceeded[] = [];
    const scope: Scope = {
      file,
      functions: FUNCTIONS,
      budget,
      limits,
      resolve: (_, path) => ({ value: evaluate(expression, scope), used: path.length }),
    };
    evaluate(expression, scope);
    assert.match(limits[0]?.reason ?? '', /more than 500 deep/);
    assert.equal(budget.depth, 0);
  });

  it('stops where values double in size', () => {
    const { expression, file } = parseExpression('[next.one, next.one]');
    const limits: LimitExceeded[] = [];
    const at = (level: number): Scope => {
      const inner = level === 0 ? undefined : evaluate(expression, at(level - 1));
      return {
        file,
        functions: FUNCTIONS,
        budget,
        limits,
        resolve: () => inner && { value: inner, used: 1 },
      };
    };
    const budget = newBudget();
    evaluate(expression, at(40));
    assert.match(limits[0]?.reason ?? '', /more than 100,000 elements/);
  });
});
