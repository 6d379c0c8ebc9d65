import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_STEPS, newBudget } from '../../../../../server/src/core/formats/terraform/evaluate/scope';
import { string } from '../../../../../server/src/core/formats/terraform/values/make';
import { evaluateText, NOWHERE, summarize } from '../support';

/** The expression with `text` as what `text` means. */
function evaluateWith(text: string, expression: string): string {
  return summarize(evaluateText(expression, new Map([['text', string(text, NOWHERE)]])));
}

describe('functions that read', () => {
  it('do not follow aliases of aliases to the end', () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const below = level === 0 ? '[x, x]' : `[*l${level - 1}, *l${level - 1}]`;
      return `l${level}: &l${level} ${below}`;
    });
    assert.equal(
      evaluateWith(levels.join('\n'), 'yamldecode(text)'),
      'limit: the value has more than 100,000 elements',
    );
  });

  it('do not follow YAML that is nested very deep', () => {
    const deep = '['.repeat(100_000);
    assert.match(
      evaluateWith(deep, 'yamldecode(text)'),
      /^limit: yamldecode\(\): this YAML cannot be read: /,
    );
  });

  it('do not follow templates that call themselves for ever', () => {
    const endless = summarize(evaluateText('templatefile("endless.tftpl", {})'));
    assert.equal(endless, 'limit: expressions lead into each other more than 500 deep');
  });

  it('do not follow templates that double at each level', () => {
    const budget = newBudget();
    const [first] = evaluateText('templatefile("twice.tftpl", {})', undefined, budget).limits;
    assert.equal(first?.reason, 'expressions lead into each other more than 500 deep');
    assert.ok(budget.steps < MAX_STEPS / 2);
  });

  it('do not follow templates that are nested very deep', () => {
    const deep = '%{ if true }'.repeat(1000) + '%{ endif }'.repeat(1000);
    assert.match(
      evaluateWith(deep, 'templatestring(text, {})'),
      /^limit: templatestring\(\): the template cannot be read: Nested too deeply/,
    );
  });

  it('match patterns of many stars in the time of one pass', () => {
    const stars = `${'*a'.repeat(200)}b`;
    assert.equal(evaluateWith(stars, 'fileset("folder", text)'), 'set[]');
  });

  it('take steps for each file that a pattern is held against', () => {
    const [one, all] = ['{a,b}.json', '**'].map((pattern) => {
      const budget = newBudget();
      evaluateText(`fileset("folder", "${pattern}")`, undefined, budget);
      return MAX_STEPS - budget.steps;
    });
    assert.ok(one !== undefined && all !== undefined && one > 5 && all > 5);
  });
});

describe('templates', () => {
  it('stand where they are called, with all that is in them', () => {
    const { value, file } = evaluateText('templatefile("json.tftpl", { port = 1, cidrs = ["a"] })');
    assert.equal(value.at.file, file);
    assert.equal(file.text.slice(value.at.span.start, value.at.span.start + 12), 'templatefile');
  });

  it('leave what is put into them at its own place', () => {
    const { value, file } = evaluateText('templatefile("only.tftpl", { value = "here" })');
    assert.equal(file.text.slice(value.at.span.start, value.at.span.end), '"here"');
  });
});
