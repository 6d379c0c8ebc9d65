import { openSequence } from '../values/open';
import { unknownValue } from '../values/make';
import type { TfValue } from '../values/value';
import { possibleElements } from './arguments';
import type { Failure } from './function';
import { failure } from './function';
import { gather, type Part, toTuple } from './sequence';

/** All that is inside nested lists, in order. An element that may turn out to be a list leaves a hole. */
export function flatten(value: TfValue | undefined, at: TfValue['at']): TfValue | Failure {
  if (value === undefined || value.kind === 'unknown')
    return value === undefined ? failure('there is no value', 0) : unknownValue(value);
  if (!('elements' in value)) return failure('it takes a list, set or tuple', 0);
  return toTuple(gather(flattenParts(value)), at);
}

function flattenParts(value: TfValue): Part[] {
  if (value.kind === 'unknown') return [flattenUnknown(value)];
  if (!('elements' in value)) return [{ kind: 'elements', elements: [value] }];
  const open = openSequence(value);
  const parts: Part[] = [];
  for (const [index, element] of value.elements.entries()) {
    if (index === open?.head) parts.push({ kind: 'hole', why: open, among: [] });
    parts.push(...flattenParts(element));
  }
  if (open === undefined) return parts;
  const inside = gather(possibleElements(open).flatMap(flattenParts));
  const anything = inside.open !== undefined && inside.open.among === undefined;
  const among = [...inside.elements, ...(inside.open?.among ?? [])];
  return [...parts, { kind: 'hole', why: open, ...(!anything && { among }) }];
}

function flattenUnknown(value: Extract<TfValue, { kind: 'unknown' }>): Part {
  switch (value.type?.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'map':
    case 'object':
      return { kind: 'elements', elements: [value] };
    case 'list':
    case 'set': {
      const inside = gather([flattenUnknown(unknownValue(value, value.type.element))]);
      const anything = inside.open !== undefined && inside.open.among === undefined;
      const among = [...inside.elements, ...(inside.open?.among ?? [])];
      return { kind: 'hole', why: value, ...(!anything && { among }) };
    }
    case 'tuple':
    case 'any':
    case undefined:
      return { kind: 'hole', why: value };
  }
}
