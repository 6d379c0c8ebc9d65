import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Analysis, AnalysisInput } from '../../../server/src/core/analysis';
import { analyze } from '../../../server/src/core/analyze';
import { withTexts } from '../../../server/src/core/edited-input';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { fixFiles } from '../../../server/src/core/fix-files';
import type { EditFix } from '../../../server/src/core/fixes/fix';
import { editFiles } from '../../../server/src/core/text/edits';
import { needsOf } from '../../proof/needs';
import { randomPolicy } from '../../proof/random';
import { TERRAFORM_WRITERS } from '../../support/terraform-writers';
import { WRITERS } from '../../support/writers';
import { inputOf } from '../analysis';
import { assertInside } from '../checks';
import { edit } from '../inputs/broken';
import { edited, type Input, type Target } from '../target';
import { mixed, roles } from './analyses';

/** Policies that almost let through what is needed, in every format, and slightly broken ones. */
const written: fc.Arbitrary<Input> = fc
  .record({
    writer: fc.constantFrom(...WRITERS, ...TERRAFORM_WRITERS),
    role: fc.constantFrom('client-network' as const, 'workspace' as const, 'directory' as const),
  })
  .chain(({ writer, role }) => {
    const { needs } = needsOf(role, {
      edition: '2026-08-22',
      region: 'us-west-2',
      protocols: ['pcoip', 'wsp'],
      webAccess: false,
      internetAccess: true,
      licensing: 'public-bundle',
      proxy: { client: 'none', host: false },
      ephemeralPorts: { from: 1024, to: 65535 },
    });
    const options = {
      denies: writer.canDeny,
      sourcePorts: writer.hasSourcePorts,
      default: writer.kind === 'firewall',
    };
    const policies = randomPolicy(needs, options).map((policy) => writer.write(policy, 'outbound'));
    return fc.record({
      files: policies
        .chain((text) => fc.array(edit([text]), { maxLength: 1 }).map((edits) => edits.reduce(edited, text)))
        .map((text) => ({
          [writer.path]: text,
          '.workspaces-netlint.yaml': 'regions: [us-west-2]\ninternetAccess: true\n',
        })),
      roles: fc.constant([role]),
      seed: fc.nat(),
    });
  });

/** Fixes: what is fixed is gone, nothing else has come, edits lie within files, and a second fix changes nothing. */
export const fixes: Target = {
  name: 'fixes',
  fewInputs: 10,
  // Each fix is tried by another analysis, and all together in halves.
  patience: 60,
  inputs: fc.oneof({ weight: 3, arbitrary: written }, fc.record({ files: mixed, roles, seed: fc.nat() })),
  check(input) {
    const before = inputOf(input);
    const analysis = analyze(before);
    if ('usage' in analysis) return;
    for (const finding of some(analysis.diagnostics, input.seed ?? 0)) {
      const offered = analysis.fixesOf?.(finding) ?? [];
      const edits = offered.filter((fix) => fix.kind === 'edit');
      assert.ok(edits.filter(({ preferred }) => preferred).length <= 1, 'two fixes are preferred');
      for (const fix of edits) checkFix(before, analysis, finding, fix);
    }
    checkFixAll(before, analysis);
  },
};

/** Up to three of them, because each fix is another analysis. */
function some<T>(items: readonly T[], seed: number): readonly T[] {
  const step = Math.max(1, Math.ceil(items.length / 3));
  return items.filter((_, index) => index % step === seed % step);
}

/** What is needed may pass a quota and leave another rule nothing to do. */
const CONSEQUENCES: readonly string[] = ['quota-exceeded', 'redundant-rule', 'shadowed-rule'];

function checkFix(input: AnalysisInput, before: Analysis, finding: Diagnostic, fix: EditFix): void {
  const what = `${finding.rule}: ${fix.title}`;
  for (const { file, span } of fix.edits) {
    assertInside({ file, span }, what);
    assert.ok(input.files.includes(file) || file === fix.creates || isConfiguration(input, file), what);
  }
  const now = editFiles(fix.edits);
  assert.ok(now !== undefined && now.size > 0, `${what} overlaps itself`);
  const after = analyze(withTexts(input, now));
  assert.ok(!('usage' in after), what);
  const left = after.diagnostics.filter(({ rule }) => !CONSEQUENCES.includes(rule));
  assert.ok(!left.some(({ fingerprint }) => fingerprint === finding.fingerprint), `${what} mends nothing`);
  // What somebody states besides may be judged for the first time.
  if (finding.judgement === undefined) return;
  assert.deepEqual(newOnes(before.diagnostics, left), [], what);
}

function isConfiguration(input: AnalysisInput, file: unknown): boolean {
  return input.files.some((each) => input.configurationOf(each)?.configuration.file === file);
}

function newOnes(before: readonly Diagnostic[], after: readonly Diagnostic[]): readonly string[] {
  const old = new Set(before.map(({ fingerprint }) => fingerprint));
  return after
    .filter(({ fingerprint }) => !old.has(fingerprint))
    .map(({ rule, message }) => `${rule} ${message}`);
}

function checkFixAll(input: AnalysisInput, before: Analysis): void {
  const changed = new Map(fixFiles(input, before).flatMap(({ files }) => [...files]));
  if (changed.size === 0) return;
  const now = withTexts(input, changed);
  const after = analyze(now);
  assert.ok(!('usage' in after));
  const left = after.diagnostics.filter(({ rule }) => !CONSEQUENCES.includes(rule));
  assert.deepEqual(newOnes(before.diagnostics, left), [], 'fixing all');
  assert.deepEqual(
    fixFiles(now, after).map(({ files }) => [...files.values()].map(({ text }) => text)),
    [],
    'a second fix changes something',
  );
}
