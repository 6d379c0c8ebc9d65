import type { AttributeType, CollectionType, TfType } from './type';
import { ANY, listOf, mapOf, setOf, STRING, writeType } from './type';

/** The type that values of all these types can be converted to without loss; `undefined` = there is none. */
export function unify(types: Iterable<TfType>): TfType | undefined {
  const distinct = [...new Map([...types].map((type) => [writeType(type), type])).values()];
  const [first, second] = distinct;
  if (first === undefined) return ANY;
  if (second === undefined) return first;
  const certain = distinct.filter((type) => type.kind !== 'any');
  if (certain.every(isPrimitive)) return unifyPrimitives(certain);
  // What the unknown ones will be decides what all become.
  if (certain.length < distinct.length) return ANY;
  return unifyStructures(distinct);
}

function isPrimitive(type: TfType): boolean {
  return type.kind === 'string' || type.kind === 'number' || type.kind === 'bool';
}

function unifyPrimitives(types: readonly TfType[]): TfType | undefined {
  if (types.length === 1) return types[0];
  return types.some((type) => type.kind === 'string') ? STRING : undefined;
}

function unifyStructures(types: readonly TfType[]): TfType | undefined {
  const kinds = new Set(types.map((type) => type.kind));
  const only = (...allowed: readonly TfType['kind'][]): boolean =>
    [...kinds].every((kind) => allowed.includes(kind));
  if (only('tuple')) return unifyTuples(types);
  if (only('object')) return unifyObjects(types);
  if (only('map', 'object')) return collection(mapOf, types);
  if (only('set') || (only('set', 'tuple') && kinds.has('set'))) return collection(setOf, types);
  if (only('list', 'tuple', 'set')) return collection(listOf, types);
  return undefined;
}

function unifyTuples(types: readonly TfType[]): TfType | undefined {
  const tuples = types.filter((type) => type.kind === 'tuple');
  const length = tuples[0]?.elements.length ?? 0;
  if (tuples.some((type) => type.elements.length !== length)) return collection(listOf, types);
  const elements: TfType[] = [];
  for (let at = 0; at < length; at++) {
    const element = unify(tuples.flatMap((type) => type.elements[at] ?? []));
    if (element === undefined) return undefined;
    elements.push(element);
  }
  return { kind: 'tuple', elements };
}

function unifyObjects(types: readonly TfType[]): TfType | undefined {
  const objects = types.filter((type) => type.kind === 'object');
  const names = [...(objects[0]?.attributes.keys() ?? [])];
  const same = objects.every(
    ({ attributes }) => attributes.size === names.length && names.every((name) => attributes.has(name)),
  );
  if (!same) return collection(mapOf, types);
  const attributes = new Map<string, AttributeType>();
  for (const name of names) {
    const type = unify(objects.flatMap((object) => object.attributes.get(name)?.type ?? []));
    if (type === undefined) return undefined;
    attributes.set(name, { type });
  }
  return { kind: 'object', attributes };
}

function collection(of: (element: TfType) => TfType, types: readonly TfType[]): TfType | undefined {
  const element = unify(types.flatMap(elementTypes));
  return element === undefined ? undefined : of(element);
}

function elementTypes(type: TfType): readonly TfType[] {
  if (isCollection(type)) return [type.element];
  if (type.kind === 'tuple') return type.elements;
  return type.kind === 'object' ? [...type.attributes.values()].map((attribute) => attribute.type) : [];
}

export function isCollection(type: TfType): type is CollectionType {
  return type.kind === 'list' || type.kind === 'set' || type.kind === 'map';
}
