import { convert } from '../values/convert';
import type { TfType } from '../values/type';
import { ANY, BOOL, listOf, mapOf, NUMBER, setOf, STRING } from '../values/type';
import type { TfFunction } from './function';
import { failure } from './function';

export const TYPE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  tostring: to(STRING),
  tonumber: to(NUMBER),
  tobool: to(BOOL),
  tolist: to(listOf(ANY)),
  toset: to(setOf(ANY)),
  tomap: to(mapOf(ANY)),
  // Nothing is hidden here: marks decide what Terraform prints, not what a value is.
  sensitive: unchanged(),
  nonsensitive: unchanged(),
  ephemeralasnull: unchanged(),
};

function to(type: TfType): TfFunction {
  return {
    parameters: [{ name: 'v', type: ANY, nullable: true, partial: true }],
    result: type,
    call([value]) {
      if (value === undefined) return failure('there is nothing to convert');
      const converted = convert(value, type);
      return converted.kind === 'failure' ? failure(converted.reason, 0) : converted;
    },
  };
}

function unchanged(): TfFunction {
  return {
    parameters: [{ name: 'value', type: ANY, nullable: true, partial: true }],
    call: ([value]) => value ?? failure('there is no value'),
  };
}
