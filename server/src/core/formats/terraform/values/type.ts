import type { TfValue } from './value';

/** A Terraform type. `any` is one that is not known, or that a constraint leaves open. */
export type TfType =
  | { readonly kind: 'any' | 'string' | 'number' | 'bool' }
  | CollectionType
  | { readonly kind: 'tuple'; readonly elements: readonly TfType[] }
  | { readonly kind: 'object'; readonly attributes: ReadonlyMap<string, AttributeType> };

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: TfType;
}

export interface AttributeType {
  readonly type: TfType;
  /** Only in constraints: may be left out. */
  readonly optional?: boolean;
  /** Only with `optional`: stands in for what is left out or null; without it null does. */
  readonly default?: TfValue;
}

export const ANY: TfType = { kind: 'any' };
export const STRING: TfType = { kind: 'string' };
export const NUMBER: TfType = { kind: 'number' };
export const BOOL: TfType = { kind: 'bool' };

export function listOf(element: TfType): TfType {
  return { kind: 'list', element };
}

export function setOf(element: TfType): TfType {
  return { kind: 'set', element };
}

export function mapOf(element: TfType): TfType {
  return { kind: 'map', element };
}

/** As it is written in a type constraint, defaults left out. Two types are the same when this is. */
export function writeType(type: TfType): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${writeType(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(writeType).join(', ')}])`;
    case 'object': {
      const attributes = [...type.attributes].map(([name, attribute]) => {
        const written = writeType(attribute.type);
        return `${name} = ${attribute.optional === true ? `optional(${written})` : written}`;
      });
      return `object({${attributes.sort().join(', ')}})`;
    }
    case 'any':
    case 'string':
    case 'number':
    case 'bool':
      return type.kind;
  }
}

/** A type in a sentence: "list of string". */
export function nameType(type: TfType): string {
  if (type.kind === 'any') return 'dynamic';
  if (!('element' in type)) return type.kind;
  return type.element.kind === 'any' ? type.kind : `${type.kind} of ${nameType(type.element)}`;
}
