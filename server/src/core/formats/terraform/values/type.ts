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
