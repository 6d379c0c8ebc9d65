import type { Template, TemplateFor, TemplateIf, TemplatePart } from '../../../syntax/hcl/ast';
import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import { MAX_TEXT, TEXT_EXCEEDED } from '../values/limits';
import { string, unknownValue } from '../values/make';
import { asString } from '../values/primitive';
import { STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { toCondition } from './condition';
import { iterate } from './iterate';
import { exceed, fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

/** `"${a}"` is a itself; everything else is put together to a string, unknown as soon as one part is. */
export function evaluateTemplate(written: Template, scope: Scope, evaluate: Evaluate): TfValue {
  const [first, ...more] = written.parts;
  if (first?.kind === 'interpolation' && more.length === 0) return evaluate(first.expr, scope);
  return render(written.parts, placeOf(written, scope), scope, evaluate);
}

function render(parts: readonly TemplatePart[], at: Location, scope: Scope, evaluate: Evaluate): TfValue {
  let text = '';
  let unknown: Unknown | undefined;
  for (const part of parts) {
    const value = renderPart(part, scope, evaluate);
    if (typeof value === 'string') text += value;
    else unknown ??= value;
    if (text.length > MAX_TEXT) return exceed(TEXT_EXCEEDED, at, scope);
  }
  return unknown === undefined ? string(text, at) : unknownValue(unknown, STRING);
}

function renderPart(part: TemplatePart, scope: Scope, evaluate: Evaluate): string | Unknown {
  if (part.kind === 'text') return part.value;
  const at = placeOf(part, scope);
  const value = partValue(part, at, scope, evaluate);
  const text = asString(value);
  if (typeof text === 'string' || text.kind === 'unknown') return text;
  return fail(`this cannot be part of a string: ${text.reason}`, at, scope);
}

function partValue(
  part: Exclude<TemplatePart, { kind: 'text' }>,
  at: Location,
  scope: Scope,
  evaluate: Evaluate,
): TfValue {
  if (part.kind === 'interpolation') return evaluate(part.expr, scope);
  return part.kind === 'if' ? renderIf(part, at, scope, evaluate) : renderFor(part, at, scope, evaluate);
}

function renderIf(part: TemplateIf, at: Location, scope: Scope, evaluate: Evaluate): TfValue {
  const condition = toCondition(evaluate(part.condition, scope), placeOf(part.condition, scope), scope);
  if (typeof condition !== 'boolean') return unknownValue(condition, STRING);
  return render(condition ? part.then : part.else, at, scope, evaluate);
}

function renderFor(part: TemplateFor, at: Location, scope: Scope, evaluate: Evaluate): TfValue {
  const { keyName, valueName, body } = part;
  const names = { key: keyName?.name, value: valueName.name };
  const round = iterate(evaluate(part.collection, scope), names, placeOf(part.collection, scope), scope);
  if (round.kind === 'unknown') return round;
  if (round.open !== undefined) return unknownValue(round.open, STRING);
  let text = '';
  for (const inner of round.certain) {
    const value = render(body, at, inner, evaluate);
    if (value.kind !== 'string') return value;
    text += value.value;
    if (text.length > MAX_TEXT) return exceed(TEXT_EXCEEDED, at, scope);
  }
  return string(text, at);
}
