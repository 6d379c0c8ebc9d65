import assert from 'node:assert/strict';
import { MAX_ELEMENTS, MAX_TEXT } from '../../../server/src/core/formats/terraform/values/limits';
import { parseHcl } from '../../../server/src/core/syntax/hcl';
import { evaluateText, render } from '../../core/formats/terraform/support';
import { assertInside, assertSame } from '../checks';
import { expressions } from '../inputs/hcl';
import type { Target } from '../target';

/** Expressions, with every function of the language: evaluation is total, and nothing grows without bounds. */
export const evaluator: Target = {
  name: 'evaluator',
  fewInputs: 500,
  inputs: expressions.map((text) => ({ files: { 'x.txt': text } })),
  check({ files }) {
    for (const text of Object.values(files)) {
      if (parseHcl(`x = ${text}\n`).errors.length > 0) continue;
      const first = evaluateText(text);
      for (const { at, reason } of [...first.errors, ...first.limits]) assertInside(at, reason);
      assertInside(first.value.at, 'the value');
      const shown = render(first.value);
      // A value is shown with its quotes, commas and reasons: no number of elements explains more than this.
      assert.ok(shown.length <= 2 * MAX_TEXT + 200 * MAX_ELEMENTS, `${shown.length} characters`);
      assertSame([shown, first.errors, first.limits], again(text), 'the value');
    }
  },
};

function again(text: string): unknown {
  const { value, errors, limits } = evaluateText(text);
  return [render(value), errors, limits];
}
