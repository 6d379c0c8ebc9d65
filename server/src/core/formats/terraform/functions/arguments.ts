import { unknownValue } from '../values/make';
import type { OpenEntries, OpenSequence, TfUnknown, TfValue } from '../values/value';

/*
 * Arguments have been converted to the types of their parameters and checked for null and unknown before a
 * function sees them; these read the plain value out of them.
 */

export function textOf(argument: TfValue | undefined): string {
  return argument?.kind === 'string' ? argument.value : '';
}

export function numberOf(argument: TfValue | undefined): number {
  return argument?.kind === 'number' ? argument.value : 0;
}

export function elementsOf(argument: TfValue | undefined): readonly TfValue[] {
  return argument !== undefined && 'elements' in argument ? argument.elements : [];
}

export function entriesOf(argument: TfValue | undefined): ReadonlyMap<string, TfValue> {
  return argument !== undefined && 'entries' in argument ? argument.entries : new Map();
}

/** What a value that may be there is like, when nothing at all is known of it. */
export function possibleElements(open: OpenSequence): readonly TfValue[] {
  return open.among ?? [anything(open)];
}

export function possibleValues(open: OpenEntries): readonly TfValue[] {
  return open.among?.map((entry) => entry.value) ?? [anything(open)];
}

function anything(why: Pick<TfUnknown, 'reason' | 'at'>): TfUnknown {
  return unknownValue(why);
}
