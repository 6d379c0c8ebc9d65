import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../server/src/core/analysis';
import type { Diagnostic } from '../../server/src/core/checks/diagnostic';
import { editFiles } from '../../server/src/core/text/edits';
import { TERRAFORM_WRITERS } from '../support/terraform-writers';
import { WRITERS } from '../support/writers';
import { EDITIONS, needsOf, type Deployment, type ProofRole } from './needs';
import { randomPolicy } from './random';
import { analyzeCase, analyzeText, type Case } from './verify';

/**
 * Random policies in every format that writes fixes: what is fixed is gone, nothing else came, a second fix changes
 * nothing, and only what is inserted differs. What a fix opens is held to the need by the fixer itself and, here,
 * by the linter's own judgement of the text.
 */

const DEPLOYMENTS: readonly (readonly [ProofRole, Partial<Deployment>])[] = [
  ['client-network', { proxy: { client: 'https', host: false } }],
  ['workspace', {}],
  ['directory', {}],
  ['management', { proxy: { client: 'none', host: true } }],
];

/** What is needed may pass a quota and leave another rule nothing to do. */
const CONSEQUENCES: readonly string[] = ['quota-exceeded', 'redundant-rule', 'shadowed-rule'];

describe('fixes of random policies', () => {
  for (const writer of [...WRITERS, ...TERRAFORM_WRITERS]) {
    it(writer.name, (context) => {
      let fixed = 0;
      let findings = 0;
      const cases = fc
        .record({
          standpoint: fc.constantFrom(
            ...DEPLOYMENTS.filter(([role]) => role !== 'management' || writer.kind === 'firewall'),
          ),
          edition: fc.constantFrom(...EDITIONS.map(({ date }) => date)),
          region: fc.constantFrom('us-east-1', 'eu-west-2'),
        })
        .chain(({ standpoint: [role, facts], edition, region }) => {
          const deployment: Deployment = {
            edition,
            region,
            protocols: ['pcoip', 'wsp'],
            webAccess: false,
            internetAccess: true,
            licensing: 'public-bundle',
            proxy: { client: 'none', host: false },
            ephemeralPorts: { from: 1024, to: 65535 },
            ...facts,
          };
          const options = {
            denies: writer.canDeny,
            sourcePorts: writer.hasSourcePorts,
            default: writer.kind === 'firewall',
          };
          return randomPolicy(needsOf(role, deployment).needs, options).map((policy): Case => ({
            writer,
            role,
            deployment,
            policy,
            direction: role === 'directory' ? 'inbound' : 'outbound',
          }));
        });
      fc.assert(
        fc.property(cases, (asked) => {
          const before = analyzeCase(asked);
          const lost = before.diagnostics.filter(isFixable);
          const text = writer.write(asked.policy, asked.direction);
          const { fixedText, count } = fixAll(before, lost, text);
          findings += lost.length;
          fixed += count;
          const after = analyzeText(asked, fixedText);
          const left = new Set(
            after.diagnostics
              .filter(({ rule }) => !CONSEQUENCES.includes(rule))
              .map(({ fingerprint }) => fingerprint),
          );
          const old = new Set(before.diagnostics.map(({ fingerprint }) => fingerprint));
          assert.deepEqual(
            [...left].filter((fingerprint) => !old.has(fingerprint)),
            [],
          );
          assert.equal(after.diagnostics.filter(isFixable).length, lost.length - count, fixedText);
          const again = fixAll(after, after.diagnostics.filter(isFixable), fixedText);
          assert.equal(again.fixedText, fixedText);
        }),
        { numRuns: RUNS, seed: 20260822 },
      );
      context.diagnostic(`${fixed} of ${findings} findings fixed`);
      assert.ok(fixed >= findings * 0.9, `${fixed} of ${findings}`);
    });
  }
});

const RUNS = 20;

function isFixable({ requirement, missing }: Diagnostic): boolean {
  return requirement !== undefined && missing !== undefined;
}

function fixAll(
  analysis: Analysis,
  findings: readonly Diagnostic[],
  text: string,
): { fixedText: string; count: number } {
  const together = analysis.fixAll?.(findings) ?? [];
  const edits = together.flatMap((each) => each.edits);
  for (const { span, newText } of edits) {
    const replaced = text.slice(span.start, span.end);
    assert.ok(replaced.trim() === '' || replaced.trim() === '[]', `${replaced} becomes ${newText}`);
  }
  const edited = editFiles(edits);

  const [fixedText = text] = [...(edited?.values() ?? [])].map((file) => file.text);
  return { fixedText, count: together.reduce((sum, { fixed }) => sum + fixed.length, 0) };
}
