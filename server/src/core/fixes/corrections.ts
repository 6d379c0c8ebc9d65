import type { Diagnostic } from '../checks/diagnostic';
import type { Unit } from '../formats/format';
import { editFiles, type Edit } from '../text/edits';
import type { SourceFile } from '../text/source';
import type { Examine, Examined } from './attempt';
import { correctHostBits } from './host-bits';

/** Edits that change no meaning, so that nobody need be asked. */
export interface Corrections {
  readonly edits: readonly Edit[];
  readonly fixed: readonly Diagnostic[];
}

/** The corrections of a unit that go with other edits of it; undefined when there are none, or not all are good. */
export function correctionsBeside(
  others: readonly Edit[],
  findings: readonly Diagnostic[],
  unit: Unit,
  before: Examined,
  examine: Examine,
  mayEdit: (file: SourceFile) => boolean,
): Corrections | undefined {
  const fixed: Diagnostic[] = [];
  const edits: Edit[] = [];
  for (const finding of findings) {
    const own = correctHostBits(finding).find(({ preferred }) => preferred)?.edits ?? [];
    const isFree = own.every(
      (edit) => mayEdit(edit.file) && ![...others, ...edits].some((other) => touches(edit, other)),
    );
    if (own.length === 0 || !isFree) continue;
    fixed.push(finding);
    edits.push(...own);
  }
  if (edits.length === 0) return undefined;
  const gone = new Set(fixed.map(({ fingerprint }) => fingerprint));
  const known = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
  const edited = editFiles(edits);
  const after = edited && examine(unit, edited);
  const isGood = after?.diagnostics.every(
    ({ fingerprint }) => known.has(fingerprint) && !gone.has(fingerprint),
  );
  return isGood === true ? { edits, fixed } : undefined;
}

function touches(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.span.start <= b.span.end && b.span.start <= a.span.end;
}
