import type { Unknown } from '../../../values/value';
import { firstUnknown, isCountable } from './known';
import { identity } from './identity';
import type { TfList, TfMap, TfObject, TfSet, TfTuple, TfValue } from './value';

type Answer = boolean | Unknown;

/**
 * Whether Terraform's `==` holds: same type and same content. Values that surely differ somewhere are not equal,
 * whatever their unknown parts are.
 */
export function equal(a: TfValue, b: TfValue): Answer {
  if ((isPresent(a) && isNothing(b)) || (isPresent(b) && isNothing(a))) return false;
  if (a.kind === 'unknown') return a;
  if (b.kind === 'unknown') return b;
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind;
  if ('value' in a) return 'value' in b && a.kind === b.kind && a.value === b.value;
  if ('value' in b || a.kind !== b.kind) return false;
  if (a.kind === 'set' && b.kind === 'set') return equalSets(a, b);
  if (a.kind !== 'set' && b.kind !== 'set' && 'elements' in a && 'elements' in b) return equalSequences(a, b);
  return 'entries' in a && 'entries' in b && equalEntries(a, b);
}

function equalSets(a: TfSet, b: TfSet): Answer {
  const unknown = firstUnknown(a) ?? firstUnknown(b);
  return unknown ?? identity(a) === identity(b);
}

function equalSequences(a: TfList | TfTuple, b: TfList | TfTuple): Answer {
  const [aHead, bHead] = [a.open?.head ?? a.elements.length, b.open?.head ?? b.elements.length];
  if (isCountable(a) && a.elements.length < bHead) return false;
  if (isCountable(b) && b.elements.length < aHead) return false;
  if (isCountable(a) && isCountable(b) && aHead !== bHead) return false;
  let answer: Answer = firstOpen(a, b) ?? true;
  for (let at = 0; at < Math.min(aHead, bHead); at++) {
    const [left, right] = [a.elements[at], b.elements[at]];
    if (left === undefined || right === undefined) break;
    answer = and(answer, equal(left, right));
    if (answer === false) return false;
  }
  return answer;
}

function equalEntries(a: TfMap | TfObject, b: TfMap | TfObject): Answer {
  let answer: Answer = firstOpen(a, b) ?? true;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const [key, value] of from.entries) {
      const other = to.entries.get(key);
      if (other === undefined) {
        if (to.open === undefined) return false;
        continue;
      }
      answer = and(answer, equal(value, other));
      if (answer === false) return false;
    }
  }
  return answer;
}

interface Openable {
  readonly open?: Omit<Unknown, 'kind'>;
}

function firstOpen(a: Openable, b: Openable): Unknown | undefined {
  const open = a.open ?? b.open;
  return open && { kind: 'unknown', reason: open.reason, at: open.at };
}

/** One sure "no" decides; otherwise the first unknown does. */
function and(left: Answer, right: Answer): Answer {
  if (left === false || right === false) return false;
  return left === true ? right : left;
}

function isPresent(value: TfValue): boolean {
  return value.kind === 'unknown' && value.present === true;
}

function isNothing(value: TfValue): boolean {
  return value.kind === 'null' || (value.kind === 'string' && value.value === '');
}
