import { bool, list, map, nullAt, number, object, set, string, tuple, unknownValue } from './make';
import { formatNumber, parseNumber } from './number';
import { openSequence, withoutHead } from './open';
import type { AttributeType, TfType } from './type';
import { nameType } from './type';
import { typeOf } from './type-of';
import { unify } from './unify';
import type { Open, OpenEntries, TfMap, TfObject, TfValue } from './value';
import { quote } from './quote';

/** The value cannot be of the type. */
export interface ConversionFailure {
  readonly kind: 'failure';
  /** The end of a sentence, with the way to the part that does not fit: `element 2: a number is required`. */
  readonly reason: string;
}

type Result = TfValue | ConversionFailure;
type ObjectType = Extract<TfType, { readonly kind: 'object' }>;

/**
 * The value as Terraform converts it where a type is asked for. What is converted keeps its place; an unknown
 * becomes an unknown of the type; null stays null. Defaults of optional attributes are filled in.
 */
export function convert(value: TfValue, type: TfType): Result {
  if (type.kind === 'any' || value.kind === 'null') return value;
  if (value.kind === 'unknown') return isConvertible(value.type, type) ? { ...value, type } : refuse(type);
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return convertPrimitive(value, type.kind);
    case 'list':
      return toList(value, type.element);
    case 'set':
      return toSet(value, type.element);
    case 'map':
      return toMap(value, type.element);
    case 'tuple':
      return toTuple(value, type.elements);
    case 'object':
      return toObject(value, type);
  }
}

/** Only what can never fit: an unknown list is no string, whatever it holds. */
function isConvertible(from: TfType | undefined, to: TfType): boolean {
  if (from === undefined || from.kind === 'any') return true;
  return familyOf(from) === familyOf(to);
}

function familyOf({ kind }: TfType): 'primitive' | 'sequence' | 'entries' | 'any' {
  if (kind === 'any') return 'any';
  if (kind === 'string' || kind === 'number' || kind === 'bool') return 'primitive';
  return kind === 'map' || kind === 'object' ? 'entries' : 'sequence';
}

function refuse(type: TfType): ConversionFailure {
  return { kind: 'failure', reason: `${nameType(type)} required` };
}

function inside(where: string, failure: ConversionFailure): ConversionFailure {
  return { kind: 'failure', reason: `${where}: ${failure.reason}` };
}

function convertPrimitive(value: TfValue, to: 'string' | 'number' | 'bool'): Result {
  if (value.kind === to) return value;
  if (to === 'string' && value.kind === 'number') return string(formatNumber(value.value), value.at);
  if (to === 'string' && value.kind === 'bool') return string(String(value.value), value.at);
  if (to === 'number' && value.kind === 'string') {
    const parsed = parseNumber(value.value);
    if (parsed !== undefined) return number(parsed, value.at);
  }
  if (to === 'bool' && value.kind === 'string') {
    if (value.value === 'true' || value.value === '1') return bool(true, value.at);
    if (value.value === 'false' || value.value === '0') return bool(false, value.at);
    if (/^(?:true|false)$/i.test(value.value)) {
      return {
        kind: 'failure',
        reason: `a bool is required; to convert from string, use lowercase "${value.value.toLowerCase()}"`,
      };
    }
  }
  return { kind: 'failure', reason: `a ${to} is required` };
}

/**
 * The type that the elements of a collection get: the one asked for, or the one they have in common, which nobody
 * knows while there may be others.
 */
function elementType(
  asked: TfType,
  elements: Iterable<TfValue>,
  open: { readonly among?: readonly unknown[] } | undefined,
  what: string,
): TfType | ConversionFailure {
  if (asked.kind !== 'any' || (open !== undefined && open.among?.length !== 0)) return asked;
  const common = unify([...elements].map(typeOf));
  return common ?? { kind: 'failure', reason: `all ${what} elements must have the same type` };
}

function convertAll(values: readonly TfValue[], type: TfType): readonly TfValue[] | ConversionFailure {
  const converted: TfValue[] = [];
  for (const [at, value] of values.entries()) {
    const result = convert(value, type);
    if (result.kind === 'failure') return inside(`element ${at}`, result);
    converted.push(result);
  }
  return converted;
}

/** What cannot be converted cannot be among the further elements either: Terraform would have refused it. */
function convertOpen<T extends Open>(open: T | undefined, type: TfType): T | undefined {
  if (open?.among === undefined) return open;
  const among = open.among.map((value) => convert(value, type)).filter((result) => result.kind !== 'failure');
  return { ...open, among };
}

function toList(value: TfValue, asked: TfType): Result {
  if (!('elements' in value))
    return { kind: 'failure', reason: `${nameType({ kind: 'list', element: asked })} required` };
  const type = elementType(asked, value.elements, value.open, 'list');
  if (type.kind === 'failure') return type;
  const elements = convertAll(value.elements, type);
  if ('kind' in elements) return elements;
  return list(elements, value.at, convertOpen(openSequence(value), type));
}

function toSet(value: TfValue, asked: TfType): Result {
  if (!('elements' in value))
    return { kind: 'failure', reason: `${nameType({ kind: 'set', element: asked })} required` };
  const type = elementType(asked, value.elements, value.open, 'set');
  if (type.kind === 'failure') return type;
  const elements = convertAll(value.elements, type);
  if ('kind' in elements) return elements;
  return set(elements, value.at, withoutHead(convertOpen<Open>(value.open, type)));
}

function toMap(value: TfValue, asked: TfType): Result {
  if (!('entries' in value))
    return { kind: 'failure', reason: `${nameType({ kind: 'map', element: asked })} required` };
  const type = elementType(asked, value.entries.values(), value.open, 'map');
  if (type.kind === 'failure') return type;
  const entries: [string, TfValue][] = [];
  for (const [key, entry] of value.entries) {
    const result = convert(entry, type);
    if (result.kind === 'failure') return inside(`element ${quote(key)}`, result);
    entries.push([key, result]);
  }
  return map(entries, value.at, convertOpenEntries(value.open, type));
}

function convertOpenEntries(open: OpenEntries | undefined, type: TfType): OpenEntries | undefined {
  if (open?.among === undefined) return open;
  const among = open.among.flatMap((entry) => {
    const converted = convert(entry.value, type);
    return converted.kind === 'failure' ? [] : [{ ...entry, value: converted }];
  });
  return { ...open, among };
}

function toTuple(value: TfValue, types: readonly TfType[]): Result {
  if (value.kind !== 'tuple') return { kind: 'failure', reason: 'tuple required' };
  if (value.open !== undefined) return unknownValue(value.open, { kind: 'tuple', elements: types });
  if (value.elements.length !== types.length)
    return { kind: 'failure', reason: `tuple of ${types.length} elements required` };
  const elements: TfValue[] = [];
  for (const [at, type] of types.entries()) {
    const element = value.elements[at];
    const result: Result = element === undefined ? refuse(type) : convert(element, type);
    if (result.kind === 'failure') return inside(`element ${at}`, result);
    elements.push(result);
  }
  return tuple(elements, value.at);
}

/** Attributes that the type does not name are dropped. */
function toObject(value: TfValue, type: ObjectType): Result {
  if (!('entries' in value)) return { kind: 'failure', reason: 'object required' };
  const entries: [string, TfValue][] = [];
  for (const [name, attribute] of type.attributes) {
    const result = convertAttribute(value, name, attribute);
    if (result.kind === 'failure') return result;
    entries.push([name, result]);
  }
  return object(entries, value.at);
}

function convertAttribute(value: TfMap | TfObject, name: string, attribute: AttributeType): Result {
  const given = value.entries.get(name);
  if (given === undefined && value.open !== undefined) return unknownValue(value.open, attribute.type);
  if (given === undefined || given.kind === 'null') {
    if (attribute.default !== undefined) return convert(attribute.default, attribute.type);
    if (given !== undefined) return given;
    if (attribute.optional === true) return nullAt(value.at);
    return { kind: 'failure', reason: `attribute ${quote(name)} is required` };
  }
  const result = convert(given, attribute.type);
  return result.kind === 'failure' ? inside(`attribute ${quote(name)}`, result) : result;
}
