import type { ObjectEntry, ObjectExpression, Tuple } from '../../../syntax/hcl/ast';
import type { Location } from '../../../text/source';
import { object, tuple, unknownValue } from '../values/make';
import { asString } from '../values/primitive';
import type { PossibleEntry, TfString, TfUnknown, TfValue } from '../values/value';
import { fail, placeOf } from './report';
import type { Evaluate, Scope } from './scope';

export function evaluateTuple(written: Tuple, scope: Scope, evaluate: Evaluate): TfValue {
  const elements = written.elements.map((element) => evaluate(element, scope));
  return tuple(elements, placeOf(written, scope));
}

/** `{ … }`: the last entry with a key counts. */
export function evaluateObject(written: ObjectExpression, scope: Scope, evaluate: Evaluate): TfValue {
  const entries = new Map<string, TfValue>();
  const hidden: PossibleEntry[] = [];
  let why: TfUnknown | undefined;
  for (const entry of written.entries) {
    const key = evaluateKey(entry, scope, evaluate);
    const value = evaluate(entry.value, scope);
    if (key.kind === 'unknown') {
      why ??= key;
      hidden.push({ value });
      // It may take the place of any entry before it.
      for (const name of entries.keys()) entries.set(name, unknownValue({ reason: key.reason, at: key.at }));
    } else entries.set(key.value, value);
  }
  const open = why && { reason: why.reason, at: why.at, among: hidden };
  return object(entries, placeOf(written, scope), open);
}

function evaluateKey({ key }: ObjectEntry, scope: Scope, evaluate: Evaluate): TfString | TfUnknown {
  const at = placeOf(key, scope);
  if (key.kind === 'name') return { kind: 'string', value: key.name.normalize('NFC'), at };
  if (key.kind === 'traversal') {
    return fail('a key with dots stands in quotes, or in parentheses if it is a reference', at, scope);
  }
  return toKey(evaluate(key, scope), at, scope);
}

/** A value as the key of an entry. */
export function toKey(value: TfValue, at: Location, scope: Scope): TfString | TfUnknown {
  const key = asString(value);
  if (typeof key === 'string') return { kind: 'string', value: key, at: value.at };
  return key.kind === 'unknown' ? key : fail(`this cannot be a key: ${key.reason}`, at, scope);
}
