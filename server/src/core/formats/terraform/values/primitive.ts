import type { ConversionFailure } from './convert';
import { convert } from './convert';
import { BOOL, NUMBER, STRING } from './type';
import type { TfUnknown, TfValue } from './value';

type Read<T> = T | TfUnknown | ConversionFailure;

/** A value where a string is needed; null is none. */
export function asString(value: TfValue): Read<string> {
  const read = convert(value, STRING);
  if (read.kind === 'string') return read.value;
  return read.kind === 'unknown' || read.kind === 'failure' ? read : noNull('string');
}

export function asNumber(value: TfValue): Read<number> {
  const read = convert(value, NUMBER);
  if (read.kind === 'number') return read.value;
  return read.kind === 'unknown' || read.kind === 'failure' ? read : noNull('number');
}

export function asBool(value: TfValue): Read<boolean> {
  const read = convert(value, BOOL);
  if (read.kind === 'bool') return read.value;
  return read.kind === 'unknown' || read.kind === 'failure' ? read : noNull('bool');
}

function noNull(type: string): ConversionFailure {
  return { kind: 'failure', reason: `a ${type} is required, and this is null` };
}
