import type { Analysis, AnalysisInput, UsageError } from './analysis';
import { analyze } from './analyze';
import { withTexts } from './edited-input';
import { editFiles, type EditedFiles } from './text/edits';

/** A file with rules, and what the linter says of it. */
export interface ReadyRules {
  readonly text: string;
  readonly analysis: Analysis;
}

/**
 * Writes the rules that are needed into a file whose one policy has none, by mending everything that is found missing
 * there: what writes them is what fixes files, so they are spelt as a fix spells them and are what the linter asks for.
 */
export function readyRules(empty: AnalysisInput): ReadyRules | UsageError {
  let input = empty;
  let analysis = analyze(input);
  for (;;) {
    if ('usage' in analysis) return analysis;
    const next = mended(input, analysis);
    if (next === undefined) return { text: input.files[0]?.text ?? '', analysis };
    [input, analysis] = next;
  }
}

/** With what goes together, else with one finding after the other; undefined when nothing more can be mended. */
function mended(input: AnalysisInput, analysis: Analysis): readonly [AnalysisInput, Analysis] | undefined {
  const missing = analysis.diagnostics.filter(({ judgement }) => judgement !== undefined);
  for (const edited of editsFor(missing, analysis)) {
    const next = withTexts(input, edited);
    const after = analyze(next);
    // A finding that is only silenced is none the better for it.
    if (!('usage' in after) && after.summary.met > analysis.summary.met) return [next, after];
  }
  return undefined;
}

function* editsFor(missing: Analysis['diagnostics'], { fixAll, fixesOf }: Analysis): Generator<EditedFiles> {
  for (const { edits } of fixAll?.(missing) ?? []) yield* filesOf(edits);
  for (const finding of missing) {
    for (const fix of fixesOf?.(finding) ?? []) if (fix.kind === 'edit') yield* filesOf(fix.edits);
  }
}

function filesOf(edits: Parameters<typeof editFiles>[0]): readonly EditedFiles[] {
  const edited = editFiles(edits);
  return edited === undefined || edited.size === 0 ? [] : [edited];
}
