import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnalysisInput } from '../../../server/src/core/analysis';
import { analyze } from '../../../server/src/core/analyze';
import { propose, type Proposal } from '../../../server/src/core/fixes/propose';
import { carryOut, joined } from '../../../server/src/core/fixes/together';
import { readUnits } from '../../../server/src/core/formats/index';
import type { Unit } from '../../../server/src/core/formats/format';
import type { Examined } from '../../../server/src/core/fixes/attempt';
import type { Role } from '../../../server/src/core/requirements/requirement';
import { editFiles } from '../../../server/src/core/text/edits';
import type { SourceFile } from '../../../server/src/core/text/source';

const GROUPS = Array.from({ length: 12 }, (_, index) => group(`g${index}`, 'tcp')).join('\n');

function group(name: string, protocol: string): string {
  return `resource "aws_security_group" "${name}" {
  vpc_id = var.vpc
  egress {
    protocol    = "${protocol}"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;
}

/** Letting somebody in makes it ask for answers that nobody is known to need yet: not all of it goes together. */
function acl(name: string): string {
  return `resource "aws_network_acl" "${name}" {
  vpc_id = var.vpc
}
`;
}

function lintFiles(
  files: readonly SourceFile[],
  roles: readonly Role[],
): Examined & { readonly proposals: readonly Proposal[] } {
  const units = readUnits(files, {});
  const [unit] = units;
  assert.ok(unit !== undefined);
  const input: AnalysisInput = {
    files,
    read: { files, units },
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: { roles, facts: { regions: ['us-west-2'] } },
    today: '2026-11-22',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  };
  const analysis = analyze(input);
  assert.ok(!('usage' in analysis));
  return {
    unit,
    diagnostics: analysis.diagnostics,
    proposals: analysis.diagnostics.flatMap((finding) => propose(finding) ?? []),
  };
}

/** What comes of all proposals that open nothing more than is needed, and how often the unit was linted for it. */
function carriedOut(
  files: readonly SourceFile[],
  roles: readonly Role[],
  mayEdit: (file: SourceFile) => boolean = () => true,
  most?: number,
) {
  const before = lintFiles(files, roles);
  const proposals = before.proposals.filter(({ wider }) => !wider);
  let trials = 0;
  const examine = (unit: Unit, edited: ReadonlyMap<SourceFile, SourceFile>): Examined => {
    trials++;
    return lintFiles(
      unit.files.map((file) => edited.get(file) ?? file),
      roles,
    );
  };
  const carried = carryOut(proposals, before, examine, mayEdit, most);
  const edited = editFiles(joined(carried));
  assert.ok(edited !== undefined);
  const after = lintFiles(
    files.map((file) => edited.get(file) ?? file),
    roles,
  );
  const left = new Set(after.diagnostics.map(({ fingerprint }) => fingerprint));
  const kept = carried.flatMap((each) => each.proposals);
  return { proposals, carried, kept, trials, before, left };
}

describe('carryOut', () => {
  it('lints the unit once where everything goes together', () => {
    const { proposals, kept, trials, left } = carriedOut(
      [{ path: 'main.tf', text: GROUPS }],
      ['client-network'],
    );
    assert.ok(proposals.length >= 12);
    assert.equal(kept.length, proposals.length);
    assert.equal(trials, 1);
    assert.ok(kept.every(({ finding }) => !left.has(finding.fingerprint)));
  });

  it('leaves out what may not be edited without a trial of it', () => {
    const own = { path: 'main.tf', text: GROUPS };
    const foreign = { path: 'other.tf', text: group('other', 'udp') };
    const { proposals, kept, trials } = carriedOut(
      [own, foreign],
      ['client-network'],
      (file) => file !== foreign,
    );
    const wanted = proposals.filter(({ policy }) => policy.at.file === own);
    assert.ok(wanted.length < proposals.length);
    assert.deepEqual(new Set(kept), new Set(wanted));
    assert.equal(trials, 1);
  });

  it('finds what goes together in all blocks at once, however many there are', () => {
    const roles: readonly Role[] = ['client-network', 'workspace', 'directory'];
    const many = Array.from({ length: 6 }, (_, index) => acl(`n${index}`)).join('\n');
    const one = carriedOut([{ path: 'main.tf', text: acl('n0') }], roles);
    const all = carriedOut([{ path: 'main.tf', text: many }], roles);
    assert.ok(one.trials > 1, 'some of it does not go together');
    assert.ok(one.kept.length < one.proposals.length);
    assert.equal(all.kept.length, 6 * one.kept.length);
    assert.ok(all.trials <= one.trials + 1, `${all.trials} trials, ${one.trials} for one of them`);
    for (const { kept, left, before } of [one, all]) {
      const known = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
      assert.ok(kept.every(({ finding }) => !left.has(finding.fingerprint)));
      assert.ok([...left].every((fingerprint) => known.has(fingerprint)));
    }
  });

  it('stops after as many trials as it may make', () => {
    const roles: readonly Role[] = ['client-network', 'workspace', 'directory'];
    const { kept, trials } = carriedOut([{ path: 'main.tf', text: acl('n0') }], roles, () => true, 2);
    assert.ok(trials <= 3);
    assert.deepEqual(kept, []);
  });
});
