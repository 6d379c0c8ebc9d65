import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { flat, nested, plans } from './flat';
import { lint } from './repository';

/** By the name that a group is tagged with: what is said of it. */
function verdicts(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  const { placements, coverage } = lint(files, { roles: ['workspace'], regions: ['us-east-1'] });
  const tagOf = new Map(
    placements.map(({ policy }) => [policy.name, policy.tags.find(({ key }) => key === 'Name')?.value ?? '']),
  );
  const found: Record<string, string[]> = {};
  for (const { policy, requirement, verdict } of coverage)
    (found[tagOf.get(policy) ?? policy] ??= []).push(`${requirement} ${verdict}`);
  for (const lines of Object.values(found)) lines.sort();
  return found;
}

describe('two levels of modules', () => {
  it('come to the same as one folder with a resource per instance', () => {
    let groups = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(plans, (plan) => {
        const expected = verdicts(flat(plan));
        assert.deepEqual(verdicts(nested(plan)), expected);
        groups += Object.keys(expected).length;
        for (const lines of Object.values(expected)) for (const line of lines) seen.add(line);
      }),
      { numRuns: 200 },
    );
    // All three verdicts on many requirements, or nothing was compared.
    assert.ok(groups > 100, String(groups));
    for (const verdict of ['met', 'missing', 'undetermined'])
      assert.ok([...seen].filter((line) => line.endsWith(` ${verdict}`)).length > 5, verdict);
  });
});
