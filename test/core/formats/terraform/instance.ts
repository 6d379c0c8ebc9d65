import { formatNumber } from '../../../../server/src/core/formats/terraform/values/number';
import type { TfValue } from '../../../../server/src/core/formats/terraform/values/value';

/**
 * Whether a wholly known value can be what a partly unknown one turns out to be. A number and its text count as the
 * same, and so do lists and tuples, maps and objects: which of the two it is follows from types, and those are
 * unknown too.
 */
export function isInstance(full: TfValue, partial: TfValue): boolean {
  if (partial.kind === 'unknown') return true;
  if (partial.kind === 'null' || full.kind === 'null') return full.kind === partial.kind;
  if ('value' in partial) return 'value' in full && textOf(full) === textOf(partial);
  if ('elements' in partial) return 'elements' in full && areElements(full.elements, partial);
  return 'entries' in full && areEntries(full.entries, partial);
}

function textOf(value: Extract<TfValue, { readonly value: unknown }>): string {
  return value.kind === 'number' ? formatNumber(value.value) : String(value.value);
}

function areElements(
  full: readonly TfValue[],
  partial: Extract<TfValue, { readonly elements: unknown }>,
): boolean {
  const { elements, open } = partial;
  const fixed = partial.kind === 'set' ? 0 : (partial.open?.head ?? elements.length);
  if (full.length < fixed) return false;
  if (partial.kind !== 'set' && open === undefined && full.length !== elements.length) return false;
  const like = (value: TfValue | undefined, pattern: TfValue | undefined): boolean =>
    value !== undefined && pattern !== undefined && isInstance(value, pattern);
  for (let at = 0; at < fixed; at++) if (!like(full[at], elements[at])) return false;
  const [rest, shown] = [full.slice(fixed), elements.slice(fixed)];
  if (!shown.every((pattern) => rest.some((value) => isInstance(value, pattern)))) return false;
  if (open !== undefined && open.among === undefined) return true;
  const possible = [...elements, ...(open?.among ?? [])];
  return rest.every((value) => possible.some((pattern) => isInstance(value, pattern)));
}

function areEntries(
  full: ReadonlyMap<string, TfValue>,
  { entries, open }: Extract<TfValue, { readonly entries: unknown }>,
): boolean {
  for (const [key, pattern] of entries) {
    const value = full.get(key);
    if (value === undefined || !isInstance(value, pattern)) return false;
  }
  return [...full].every(([key, value]) => {
    if (entries.has(key)) return true;
    if (open === undefined) return false;
    return (
      open.among === undefined ||
      open.among.some(
        (other) => (other.key === undefined || other.key === key) && isInstance(value, other.value),
      )
    );
  });
}
