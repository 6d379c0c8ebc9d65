import { openSequence } from '../values/open';
import { firstUnknown } from '../values/known';
import { identity } from '../values/identity';
import { list, tuple, unknownValue } from '../values/make';
import type { TfType } from '../values/type';
import type { Open, OpenSequence, TfUnknown, TfValue } from '../values/value';

/** The elements of several sequences one behind the other, and how that is open. */
export interface Gathered {
  readonly elements: readonly TfValue[];
  readonly open?: OpenSequence;
}

/** Something that becomes part of a sequence: elements, or an unknown number of them. */
export type Part =
  | {
      readonly kind: 'elements';
      readonly elements: readonly TfValue[];
      readonly open?: OpenSequence | undefined;
    }
  | { readonly kind: 'hole'; readonly why: Pick<Open, 'reason' | 'at'>; readonly among?: readonly TfValue[] };

/** Behind the first part that is open nothing stands at a place that is known. */
export function gather(parts: Iterable<Part>): Gathered {
  const elements: TfValue[] = [];
  const among: TfValue[] = [];
  let anything = false;
  let head: number | undefined;
  let why: Pick<Open, 'reason' | 'at'> | undefined;
  for (const part of parts) {
    const open = part.kind === 'hole' ? { ...part.why, among: part.among } : part.open;
    if (open !== undefined) {
      head ??= elements.length + (part.kind === 'hole' ? 0 : (part.open?.head ?? 0));
      why ??= open;
      if (open.among === undefined) anything = true;
      else among.push(...open.among);
    }
    if (part.kind === 'elements') for (const element of part.elements) elements.push(element);
  }
  if (why === undefined || head === undefined) return { elements };
  return { elements, open: { reason: why.reason, at: why.at, head, ...(!anything && { among }) } };
}

/** A sequence as a part; an unknown one as a hole. `undefined` = it is none. */
export function partOf(value: TfValue): Part | undefined {
  if (value.kind === 'unknown') return holeOf(value);
  if (!('elements' in value)) return undefined;
  return { kind: 'elements', elements: value.elements, open: openSequence(value) };
}

/** Of an unknown list of strings, strings are what may come. */
export function holeOf(value: TfUnknown): Part {
  const element = elementOf(value.type);
  const why = { reason: value.reason, at: value.at };
  return { kind: 'hole', why, ...(element !== undefined && { among: [unknownValue(value, element)] }) };
}

function elementOf(type: TfType | undefined): TfType | undefined {
  return type !== undefined && type.kind !== 'map' && 'element' in type ? type.element : undefined;
}

export function toTuple({ elements, open }: Gathered, at: TfValue['at']): TfValue {
  return tuple(elements, at, open);
}

export function toList({ elements, open }: Gathered, at: TfValue['at']): TfValue {
  return list(elements, at, open);
}

/**
 * Which elements of a sequence stay, asked one by one. `undefined` = nobody knows; such an element may be there,
 * and what comes behind it has no known place.
 */
export function keep(
  value: TfValue,
  stays: (element: TfValue) => boolean | undefined,
  mayStay: (element: TfValue) => boolean = (element) => stays(element) !== false,
): Gathered {
  if (!('elements' in value)) return { elements: [] };
  const open = openSequence(value);
  const head = open?.head ?? value.elements.length;
  const parts: Part[] = [];
  for (const [index, element] of value.elements.entries()) {
    if (index === head && open !== undefined) parts.push({ kind: 'hole', why: open, among: [] });
    const answer = stays(element);
    if (answer === true) parts.push({ kind: 'elements', elements: [element] });
    const why = firstUnknown(element);
    if (answer === undefined && why !== undefined) parts.push({ kind: 'hole', why, among: [element] });
  }
  if (open !== undefined) {
    parts.push({ kind: 'hole', why: open, ...(open.among && { among: open.among.filter(mayStay) }) });
  }
  return gather(parts);
}

/** The elements without repetitions; one that is partly unknown may repeat another, and may be gone then. */
export function distinct(value: TfValue): Gathered {
  if (!('elements' in value)) return { elements: [] };
  const seen = new Set<string>();
  return keep(
    value,
    (element) => {
      if (firstUnknown(element) !== undefined)
        return value.elements.length === 1 && value.open === undefined ? true : undefined;
      const key = identity(element);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    },
    () => true,
  );
}
