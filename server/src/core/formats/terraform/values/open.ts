import { firstUnknown, isCountable } from './known';
import type { Open, OpenSequence, TfValue } from './value';

/** How a list of the elements is open: in a set, even known elements have no number while some are partly unknown. */
export function openSequence(
  value: Extract<TfValue, { readonly elements: unknown }>,
): OpenSequence | undefined {
  if (value.kind !== 'set') return value.open;
  if (isCountable(value)) return undefined;
  const why = value.open ?? firstUnknown(value);
  if (why === undefined) return undefined;
  return { reason: why.reason, at: why.at, ...(value.open ?? { among: [] }), head: 0 };
}

/** The same for what becomes of each element; those that become nothing are left out. */
export function mapOpen(
  open: OpenSequence | undefined,
  change: (element: TfValue) => TfValue | undefined,
): OpenSequence | undefined {
  if (open?.among === undefined) return open;
  return { ...open, among: open.among.flatMap((element) => change(element) ?? []) };
}

/** A set has no positions. */
export function withoutHead(open: Open | undefined): Open | undefined {
  if (open === undefined) return undefined;
  return { reason: open.reason, at: open.at, ...(open.among !== undefined && { among: open.among }) };
}
