import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TfValue } from '../../../../../server/src/core/formats/terraform/values/value';
import { isInstance } from '../instance';
import { mask } from '../mask';
import { evaluateText, render } from '../support';

/** Expressions by the type of their value; names are those of VARIABLES and of the loops around them. */
type Forms = {
  readonly text: string;
  readonly number: string;
  readonly bool: string;
  readonly texts: string;
  readonly map: string;
  readonly objects: string;
};

const depth = { maxDepth: 4, depthIdentifier: 'expression', withCrossShrink: true };

const forms = fc.letrec<Forms>((tie) => {
  const [text, number, bool, texts, map, objects] = [
    tie('text'),
    tie('number'),
    tie('bool'),
    tie('texts'),
    tie('map'),
    tie('objects'),
  ];
  /** `$` in the pattern is replaced by the parts, one by one. */
  const form = (pattern: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((values) => {
      let next = 0;
      return pattern.replace(/\$/g, () => values[next++] ?? '');
    });
  return {
    text: fc.oneof(
      depth,
      fc.constantFrom('"a"', '"b"', '""', '"a,b"', 's', 't'),
      form('"%{ if $ }x%{ else }y%{ endif }"', bool),
      form('"<#{$}>"', text),
      form('upper($)', text),
      form('($ ? $ : $)', bool, text, text),
      form('try($[$], $)', texts, number, text),
      form('try($[$], $)', map, text, text),
      form('try($[0].name, $)', objects, text),
      form('coalesce($, $, "z")', text, text),
      form('join(",", $)', texts),
      form('lookup($, $, $)', map, text, text),
      form('format("%s/%d", $, $)', text, number),
      form('try(element($, $), $)', texts, number, text),
      form('try(one($), $)', texts, text),
      form('tostring($)', number),
      form('replace($, "a", $)', text, text),
    ),
    number: fc.oneof(
      depth,
      fc.constantFrom('0', '1', '2', 'n', 'm'),
      form('($ + $)', number, number),
      form('length($)', texts),
      form('length($)', map),
      form('length(toset($))', texts),
      form('try(index($, $), $)', texts, text, number),
      form('($ ? $ : $)', bool, number, number),
      form('max($, $)', number, number),
      form('sum([for o in $ : o.n]...)', objects).map((sum) => `try(${sum.replace('...', '')}, 0)`),
    ),
    bool: fc.oneof(
      depth,
      fc.constantFrom('true', 'false', 'b', 'c'),
      form('($ == $)', text, text),
      form('($ == $)', texts, texts),
      form('($ != $)', map, map),
      form('($ != null)', map),
      form('($ < $)', number, number),
      form('contains($, $)', texts, text),
      form('!$', bool),
      form('($ && $)', bool, bool),
      form('($ || $)', bool, bool),
      form('can($[$])', texts, number),
      form('can($[$])', map, text),
      form('alltrue([for x in $ : x != $])', texts, text),
      form('anytrue([$, $])', bool, bool),
    ),
    texts: fc.oneof(
      depth,
      fc.constantFrom('[]', '["a"]', '["b", "a"]', 'xs', 'ys'),
      form('[$, $]', text, text),
      form('concat($, $)', texts, texts),
      form('distinct($)', texts),
      form('compact($)', texts),
      form('sort($)', texts),
      form('reverse($)', texts),
      form('tolist(toset($))', texts),
      form('flatten([$, [$], [[$]]])', texts, text, texts),
      form('flatten($[*].ports)', objects),
      form('[for x in $ : upper(x) if x != $]', texts, text),
      form('[for i, x in $ : "#{i}#{x}"]', texts),
      form('[for x in toset($) : x]', texts),
      form('[for k, v in $ : "#{k}=#{v}"]', map),
      form('keys($)', map),
      form('values($)', map),
      form('($ ? $ : $)', bool, texts, texts),
      form('$[*].name', objects),
      form('[for o in $ : o.name if o.n > $]', objects, number),
      form('try(slice($, 0, $), $)', texts, number, texts),
      form('formatlist("%s!", $)', texts),
      form('formatlist("%s%s", $, $)', text, texts),
      form('tolist(setunion($, $))', texts, texts),
      form('tolist(setintersection($, $))', texts, texts),
      form('tolist(setsubtract($, $))', texts, texts),
      form('[for p in setproduct($, $) : join("", p)]', texts, texts),
      form('[for p in setproduct(toset($), $) : join("", p)]', texts, texts),
      form('coalescelist($, [$])', texts, text),
      form('try($, $)', texts, texts),
      form('split(",", $)', text),
      form('flatten(chunklist($, 2))', texts),
      form('concat($, [$]...)', texts, texts),
      form('try(matchkeys($, $, $), [])', texts, texts, texts),
    ),
    map: fc.oneof(
      depth,
      fc.constantFrom('{}', '{ a = "x" }', 'ms', 'mt'),
      form('{ a = $, b = $ }', text, text),
      form('{ a = $, ($) = $ }', text, text, text),
      form('merge($, $)', map, map),
      form('merge($, null, $)', map, map),
      form('{ for k, v in $ : k => upper(v) if v != $ }', map, text),
      form('try({ for x in $ : x => $ }, {})', texts, text),
      form('try({ for k, v in $ : v => k }, {})', map),
      form('{ for x in $ : x => x... }', texts).map(
        (groups) => `{ for k, v in ${groups} : k => join("", v) }`,
      ),
      form('($ ? $ : $)', bool, map, map),
      form('tomap($)', map),
      form('try(zipmap($, $), {})', texts, texts),
      form('{ for o in $ : o.name => o.name... }', objects).map(
        (groups) => `{ for k, v in ${groups} : k => v[0] }`,
      ),
    ),
    objects: fc.oneof(
      depth,
      fc.constantFrom('[]', 'os'),
      form('[{ name = $, ports = $, n = $ }]', text, texts, number),
      form('concat($, $)', objects, objects),
      form('[for x in $ : { name = x, ports = [x, $], n = $ }]', texts, text, number),
      form('($ ? $ : $)', bool, objects, objects),
      form('[for o in $ : o if o.n > $]', objects, number),
      form('flatten([for o in $ : [for p in o.ports : { name = p, ports = [o.name], n = o.n }]])', objects),
      form('tolist(toset($))', objects),
      form('[for o in $ : merge(o, { name = $ })]', objects, text),
      form('distinct($)', objects),
    ),
  };
});

const expressions = fc
  .oneof(forms.text, forms.number, forms.bool, forms.texts, forms.map, forms.objects)
  .map((text) => text.replaceAll('#{', '${'));

const texts = ['"a"', '"b"', '"c"', '""', '"a"'];
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  s: texts,
  t: texts,
  n: ['0', '1', '2'],
  m: ['0', '3'],
  b: ['true', 'false'],
  c: ['true', 'false'],
  xs: ['[]', 'tolist(["a", "b"])', '["c", "a", "c", ""]'],
  ys: ['tolist(["b"])', '["a", "b", "b"]'],
  ms: ['{ a = "x", b = "y" }', 'tomap({ c = "a" })'],
  mt: ['{ b = "z" }', '{}'],
  os: [
    'tolist([{ name = "a", ports = ["1", "2"], n = 1 }, { name = "b", ports = [], n = 2 }])',
    '[{ name = "a", ports = ["3"], n = 0 }]',
  ],
};

describe('evaluation with unknown parts', () => {
  it('is true of whatever the unknown parts turn out to be', () => {
    let compared = 0;
    fc.assert(
      fc.property(expressions, fc.integer(), (expression, seed) => {
        const random = generator(seed);
        const full = new Map<string, TfValue>();
        const partial = new Map<string, TfValue>();
        for (const [name, choices] of Object.entries(VARIABLES)) {
          const { value } = evaluateText(choices[Math.floor(random() * choices.length)] ?? 'null');
          full.set(name, value);
          partial.set(name, random() < 0.5 ? value : mask(value, random));
        }
        const known = evaluateText(expression, full);
        if (known.errors.length > 0 || known.limits.length > 0) return;
        compared++;
        const hidden = evaluateText(expression, partial);
        const given = [...partial].map(([name, value]) => `${name} = ${render(value)}`).join('; ');
        assert.deepEqual(
          hidden.errors.map((error) => error.reason),
          [],
          `${expression} where ${given}`,
        );
        assert.ok(
          isInstance(known.value, hidden.value),
          `${expression}\nis ${render(known.value)}\nbut ${render(hidden.value)}\nwhere ${given}`,
        );
      }),
      { numRuns: 4000, includeErrorInReport: true },
    );
    assert.ok(compared > 1000, String(compared));
  });
});

/** Numbers from 0 to 1 that follow from a seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
