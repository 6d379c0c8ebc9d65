import { children } from './known';
import type { TfType } from './type';
import { ANY, BOOL, NUMBER, STRING } from './type';
import { unify } from './unify';
import type { TfValue } from './value';

const types = new WeakMap<TfValue, TfType>();

/** The type of a value; `any` where unknown parts leave it open, and for null. */
export function typeOf(value: TfValue): TfType {
  switch (value.kind) {
    case 'null':
      return ANY;
    case 'unknown':
      return value.type ?? ANY;
    case 'string':
      return STRING;
    case 'number':
      return NUMBER;
    case 'bool':
      return BOOL;
    case 'list':
    case 'set':
    case 'tuple':
    case 'map':
    case 'object': {
      let type = types.get(value);
      if (type === undefined) {
        type = containerType(value);
        types.set(value, type);
      }
      return type;
    }
  }
}

function containerType(value: Extract<TfValue, { readonly open?: unknown }>): TfType {
  const inside = [...children(value)].map(typeOf);
  switch (value.kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: value.kind, element: unify(inside) ?? ANY };
    case 'tuple':
      return value.open === undefined ? { kind: 'tuple', elements: inside } : ANY;
    case 'object':
      if (value.open !== undefined) return ANY;
      return {
        kind: 'object',
        attributes: new Map([...value.entries].map(([name, entry]) => [name, { type: typeOf(entry) }])),
      };
  }
}
