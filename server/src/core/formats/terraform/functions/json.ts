import type { Location } from '../../../text/source';
import { MAX_NESTING } from '../../../syntax/limits';
import { valueIsTooDeep } from '../../../syntax/json-nesting';
import { bool, nullAt, number, object, string, tuple } from '../values/make';
import { formatNumber } from '../values/number';
import type { TfValue } from '../values/value';
import type { Failure } from './function';
import { failure } from './function';

/** A wholly known value as Terraform writes it in JSON: without spaces, `<`, `>` and `&` escaped. */
export function writeJson(value: TfValue): string {
  switch (value.kind) {
    case 'null':
    case 'unknown':
      return 'null';
    case 'string':
      return writeText(value.value);
    case 'number':
      return formatNumber(value.value);
    case 'bool':
      return String(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return `[${value.elements.map(writeJson).join(',')}]`;
    case 'map':
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${writeText(key)}:${writeJson(entry)}`).join(',')}}`;
  }
}

function writeText(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Objects and tuples, as jsondecode() reads them; everything in it stands at `at`. */
export function readJson(text: string, at: Location): TfValue | Failure {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return failure('this is not JSON', 0);
  }
  if (valueIsTooDeep(parsed)) {
    return { kind: 'failure', reason: `the JSON is nested more than ${MAX_NESTING} deep`, limit: true };
  }
  return fromJson(parsed, at);
}

function fromJson(value: unknown, at: Location): TfValue {
  if (typeof value === 'string') return string(value, at);
  if (typeof value === 'number') return number(value, at);
  if (typeof value === 'boolean') return bool(value, at);
  if (Array.isArray(value))
    return tuple(
      value.map((element) => fromJson(element, at)),
      at,
    );
  if (typeof value !== 'object' || value === null) return nullAt(at);
  return object(
    Object.entries(value).map(([key, entry]) => [key.normalize('NFC'), fromJson(entry, at)]),
    at,
  );
}
