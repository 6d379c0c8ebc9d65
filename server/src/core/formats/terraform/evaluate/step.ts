import type { Failure } from '../functions/function';
import { failure } from '../functions/function';
import { unknownValue } from '../values/make';
import { asNumber, asString } from '../values/primitive';
import type { TfList, TfMap, TfObject, TfTuple, TfUnknown, TfValue } from '../values/value';
import type { ResolvedStep } from './scope';
import { quote } from '../values/quote';

/** One step into a value: `.name` or `[key]`. */
export function takeStep(value: TfValue, step: ResolvedStep): TfValue | Failure {
  return step.kind === 'attribute' ? attributeOf(value, step.name) : indexOf(value, step.key);
}

function attributeOf(value: TfValue, name: string): TfValue | Failure {
  switch (value.kind) {
    case 'unknown':
      return attributeOfUnknown(value, name);
    case 'null':
      return failure('the value is null and has no attributes');
    case 'map':
    case 'object':
      return entryOf(value, name);
    case 'list':
    case 'set':
    case 'tuple':
      return failure(`a ${value.kind} has no attributes; its elements may have "${name}"`);
    case 'string':
    case 'number':
    case 'bool':
      return failure(`a ${value.kind} has no attributes`);
  }
}

function attributeOfUnknown(value: TfUnknown, name: string): TfValue | Failure {
  const { type } = value;
  if (type === undefined || type.kind === 'any') return unknownValue(value);
  if (type.kind === 'map') return unknownValue(value, type.element);
  if (type.kind === 'object') return unknownValue(value, type.attributes.get(name)?.type);
  return failure(`a ${type.kind} has no attributes`);
}

function entryOf(value: TfMap | TfObject, key: string): TfValue | Failure {
  const entry = value.entries.get(key);
  if (entry !== undefined) return entry;
  const { open } = value;
  const possible =
    open?.among?.some((other) => other.key === undefined || other.key === key) ?? open !== undefined;
  if (open !== undefined && possible) return unknownValue(open);
  const what = value.kind === 'map' ? 'an element with the key' : 'an attribute named';
  return failure(`the ${value.kind} does not have ${what} ${quote(key)}`);
}

function indexOf(value: TfValue, key: TfValue): TfValue | Failure {
  if (value.kind === 'null') return failure('the value is null and has no elements');
  if (key.kind === 'null') return failure('null cannot be an index');
  if (value.kind === 'unknown') return elementOfUnknown(value);
  switch (value.kind) {
    case 'list':
    case 'tuple':
      return elementOf(value, key);
    case 'map':
    case 'object': {
      const name = asString(key);
      if (typeof name === 'string') return entryOf(value, name);
      return name.kind === 'unknown' ? unknownValue(name) : failure(`this is no key: ${name.reason}`);
    }
    case 'set':
      return failure('elements of a set have no index');
    case 'string':
    case 'number':
    case 'bool':
      return failure(`a ${value.kind} has no elements`);
  }
}

function elementOfUnknown(value: TfUnknown): TfValue | Failure {
  const { type } = value;
  if (type?.kind === 'list' || type?.kind === 'map') return unknownValue(value, type.element);
  if (type?.kind === 'set') return failure('elements of a set have no index');
  if (type?.kind === 'string' || type?.kind === 'number' || type?.kind === 'bool') {
    return failure(`a ${type.kind} has no elements`);
  }
  return unknownValue(value);
}

function elementOf(value: TfList | TfTuple, key: TfValue): TfValue | Failure {
  const index = asNumber(key);
  if (typeof index !== 'number') {
    return index.kind === 'unknown' ? unknownValue(index) : failure(`this is no index: ${index.reason}`);
  }
  if (!Number.isInteger(index)) return failure('an index is a whole number');
  if (index < 0) return failure('an index is not negative');
  const element = value.elements[index];
  if (value.open === undefined) {
    return (
      element ?? failure(`the ${value.kind} has ${value.elements.length} elements, and no index ${index}`)
    );
  }
  return element !== undefined && index < value.open.head ? element : unknownValue(value.open);
}
