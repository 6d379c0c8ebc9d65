import type { Call } from '../../../syntax/hcl/ast';
import { didYouMean } from '../../../text/nearest';
import type { Location } from '../../../text/source';
import type { Parameter, TfFunction } from '../functions/function';
import { convert } from '../values/convert';
import { firstUnknown } from '../values/known';
import { unknownValue } from '../values/make';
import { measure } from '../values/measure';
import type { TfUnknown, TfValue } from '../values/value';
import { evaluateConvert } from './convert-call';
import { exceed, fail, noteUnknown, placeOf } from './report';
import { openSequence } from '../values/open';
import { render } from './render';
import type { Evaluate, Scope } from './scope';
import { evaluateCan, evaluateTry } from './try';

export function evaluateCall(written: Call, scope: Scope, evaluate: Evaluate): TfValue {
  const name = written.name.replace(/^core::/, '');
  if (name === 'try') return evaluateTry(written, scope, evaluate);
  if (name === 'can') return evaluateCan(written, scope, evaluate);
  if (name === 'convert') return evaluateConvert(written, scope, evaluate);
  const at = placeOf(written, scope);
  const called = scope.functions.get(name);
  if (called === undefined) return unknownFunction(name, written, scope);
  const args = evaluateArguments(written, called, scope, evaluate);
  if ('kind' in args) return args;

  const spend = (steps: number): void => {
    scope.budget.steps -= steps;
  };
  spend(args.reduce((sum, arg) => sum + cost(arg.value), 0));
  const values: TfValue[] = [];
  let unknown: TfUnknown | undefined;
  for (const [index, arg] of args.entries()) {
    const parameter = called.parameters[index] ?? called.rest;
    if (parameter === undefined) break;
    const value = fit(arg, parameter, name, scope);
    const inside = parameter.partial === true ? undefined : firstUnknown(value);
    if (inside !== undefined) unknown ??= unknownValue(inside, called.result);
    values.push(value);
  }
  if (unknown !== undefined) return unknown;
  const result = called.call(values, {
    at,
    spend,
    ...(scope.files !== undefined && { files: scope.files }),
    render: (template, names) => render(template, names, at, scope, evaluate),
  });
  if (result.kind !== 'failure') {
    noteUnknown(result, scope);
    return result;
  }
  const blamed = args[result.argument ?? -1]?.at ?? at;
  return (result.limit === true ? exceed : fail)(`${name}(): ${result.reason}`, blamed, scope);
}

/** Functions go through their arguments: that counts. */
function cost(value: TfValue): number {
  const { size, text } = measure(value);
  return size - 1 + (text >> 8);
}

function unknownFunction(name: string, written: Call, scope: Scope): TfValue {
  const at = placeOf(written, scope);
  if (name.startsWith('provider::')) {
    return unknownValue({ reason: `${name}() is worked out by the provider`, at });
  }
  const hint = didYouMean(name, [...scope.functions.keys(), 'try', 'can', 'convert']);
  return fail(`there is no function ${name}()${hint === '' ? '' : `.${hint}`}`, at, scope);
}

interface Argument {
  readonly value: TfValue;
  readonly at: Location;
}

function evaluateArguments(
  written: Call,
  called: TfFunction,
  scope: Scope,
  evaluate: Evaluate,
): readonly Argument[] | TfUnknown {
  const args: Argument[] = [];
  for (const [index, expression] of written.args.entries()) {
    const value = evaluate(expression, scope);
    const at = placeOf(expression, scope);
    if (!written.expandFinal || index < written.args.length - 1) args.push({ value, at });
    else {
      const expanded = expand(value, at, called, index, scope);
      if ('kind' in expanded) return expanded;
      args.push(...expanded);
    }
  }
  return checkCount(args, written, called, scope) ?? args;
}

/** `xs...`: each element is an argument. */
function expand(
  value: TfValue,
  at: Location,
  called: TfFunction,
  index: number,
  scope: Scope,
): readonly Argument[] | TfUnknown {
  if (value.kind === 'unknown') return expandOpen([], value, at, called, index);
  if (!('elements' in value)) return fail('only a list, set or tuple can be followed by "..."', at, scope);
  const open = openSequence(value);
  if (open === undefined) return value.elements.map((element) => ({ value: element, at }));
  return expandOpen(value.elements.slice(0, open.head), unknownValue(open), at, called, index);
}

/** One unknown stands for all the arguments that cannot be told, where the function takes any number of them. */
function expandOpen(
  head: readonly TfValue[],
  rest: TfUnknown,
  at: Location,
  called: TfFunction,
  index: number,
): readonly Argument[] | TfUnknown {
  if (called.rest === undefined || index + head.length < called.parameters.length) {
    return unknownValue(rest, called.result);
  }
  return [...head, unknownValue(rest)].map((value) => ({ value, at }));
}

function checkCount(
  args: readonly Argument[],
  written: Call,
  called: TfFunction,
  scope: Scope,
): TfUnknown | undefined {
  const missing = called.parameters[args.length];
  const at = placeOf(written, scope);
  if (missing !== undefined) {
    return fail(`${written.name}() lacks an argument: ${missing.name}`, at, scope);
  }
  if (called.rest === undefined && args.length > called.parameters.length) {
    return fail(`${written.name}() takes only ${called.parameters.length} arguments`, at, scope);
  }
  return undefined;
}

function fit({ value, at }: Argument, parameter: Parameter, name: string, scope: Scope): TfValue {
  if (value.kind === 'null' && parameter.nullable !== true) {
    return fail(`${name}(): ${parameter.name} must not be null`, at, scope);
  }
  const converted = convert(value, parameter.type);
  if (converted.kind !== 'failure') return converted;
  return fail(`${name}(): ${parameter.name} does not fit: ${converted.reason}`, at, scope);
}
