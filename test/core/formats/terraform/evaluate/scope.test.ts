import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evaluate } from '../../../../../server/src/core/formats/terraform/evaluate/evaluate';
import type { ResolvedStep, Scope } from '../../../../../server/src/core/formats/terraform/evaluate/scope';
import { newBudget } from '../../../../../server/src/core/formats/terraform/evaluate/scope';
import { FUNCTIONS } from '../../../../../server/src/core/formats/terraform/functions';
import { string } from '../../../../../server/src/core/formats/terraform/values/make';
import { evaluateText, NOWHERE, parseExpression, render } from '../support';

/** Evaluates and tells what was asked for, and how far each path went. */
function ask(text: string, used: number): { readonly asked: readonly string[]; readonly value: string } {
  const { expression, file } = parseExpression(text);
  const asked: string[] = [];
  const show = (step: ResolvedStep): string =>
    step.kind === 'attribute' ? `.${step.name}` : `[${render(step.key)}]`;
  const scope: Scope = {
    file,
    functions: FUNCTIONS,
    budget: newBudget(),
    resolve(root, path) {
      asked.push(root + path.map(show).join(''));
      const rest = path.slice(used);
      const source = rest.map((step) => (step.kind === 'attribute' ? `{ ${step.name} = ` : '[')).join('');
      const close = rest
        .map((step) => (step.kind === 'attribute' ? ' }' : ']'))
        .reverse()
        .join('');
      return { value: evaluateText(`${source}"found"${close}`).value, used: Math.min(used, path.length) };
    },
  };
  return { asked, value: render(evaluate(expression, scope)) };
}

describe('references', () => {
  it('are asked for with all their steps', () => {
    assert.deepEqual(ask('aws_security_group.x[0].id', 3).asked, ['aws_security_group.x[0].id']);
    assert.deepEqual(ask('local.x["k"]', 2).asked, ['local.x["k"]']);
    assert.deepEqual(ask('data.aws_vpc.v.cidr_block', 3).asked, ['data.aws_vpc.v.cidr_block']);
    assert.deepEqual(ask('terraform.workspace', 1).asked, ['terraform.workspace']);
    assert.deepEqual(ask('self', 0).asked, ['self']);
  });

  it('are asked for with keys worked out, from inside out', () => {
    assert.deepEqual(ask('local.x[upper(each.key)]', 2).asked, ['each.key', 'local.x["FOUND"]']);
  });

  it('are asked for up to the first splat', () => {
    assert.deepEqual(ask('aws_instance.x[*].id', 1).asked, ['aws_instance.x']);
  });

  it('go on from where the answer ends', () => {
    assert.equal(ask('each.value.port', 1).value, '"found"');
    assert.equal(ask('each.value.port', 3).value, '"found"');
    assert.equal(ask('var.x[0].a', 1).value, '"found"');
  });

  it('see the names of a loop first', () => {
    const names = new Map([['x', string('outer', NOWHERE)]]);
    assert.equal(render(evaluateText('[for x in ["inner"] : x]', names).value), '["inner"]');
    assert.equal(render(evaluateText('[x, [for y in ["a"] : x][0]]', names).value), '["outer", "outer"]');
  });

  it('to nothing are errors', () => {
    assert.deepEqual(
      evaluateText('nothing.at.all').errors.map(({ reason }) => reason),
      ['there is nothing named "nothing" here'],
    );
    for (const [text, name] of [
      ['aws_vpc.main.id', 'aws_vpc.main'],
      ['aws_vpc.main[0].id', 'aws_vpc.main'],
      ['data.aws_vpc.main.id', 'data.aws_vpc.main'],
      ['aws_vpc', 'aws_vpc'],
    ] as const) {
      assert.deepEqual(
        evaluateText(text).errors.map(({ reason }) => reason),
        [`there is nothing named "${name}" here`],
      );
    }
  });
});

describe('errors', () => {
  const reasons = (text: string): readonly string[] => evaluateText(text).errors.map(({ reason }) => reason);

  it('of a branch that is not taken do not count', () => {
    assert.deepEqual(reasons('true ? 1 : tonumber("x")'), []);
    assert.deepEqual(reasons('unknown.bool ? 1 : tonumber("x")'), []);
  });

  it('that try() and can() caught do not count', () => {
    assert.deepEqual(reasons('try({}.a, 1)'), []);
    assert.deepEqual(reasons('can({}.a)'), []);
  });

  it('leave the rest of the value standing', () => {
    const { value, errors } = evaluateText('[{}.a, "b"]');
    assert.equal(errors.length, 1);
    assert.equal(render(value), '[<the object does not have an attribute named "a">, "b"]');
  });
});
