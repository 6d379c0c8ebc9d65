import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../server/src/core/analyze';
import type { Analysis, AnalysisInput } from '../../server/src/core/analysis';
import { addressSet } from '../../server/src/core/packets/peer-set';
import {
  FORM_NAMES,
  FORMS,
  writeReadyRules,
  type Asked,
  type FormName,
} from '../../server/src/cli/ready-rules';
import { catalogRange } from '../../server/src/core/requirements/addresses';
import { EDITIONS } from './needs';

/**
 * Rules that are printed ready-made are silent in every Region and role.
 */

/** Everything stated, so that nothing is left to be guessed. */
const FACTS = {
  internetAccess: true,
  webAccess: true,
  vpcCidrs: addressSet([catalogRange('10.20.0.0/16')]),
  directoryControllers: addressSet([catalogRange('10.20.1.10/32')]),
  dnsServers: addressSet([catalogRange('10.20.1.11/32')]),
} as const;

const TODAY = '2026-10-01';

function inputOf(form: FormName, asked: Asked, text: string): AnalysisInput {
  return {
    files: [{ path: FORMS[form].path, text }],
    configurationOf: () => undefined,
    coversFolderOf: () => false,
    stated: { roles: [asked.role], facts: asked.facts, edition: asked.edition },
    today: TODAY,
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  };
}

function analysisOf(form: FormName, asked: Asked, text: string): Analysis {
  const analysis = analyze(inputOf(form, asked, text));
  assert.ok(!('usage' in analysis));
  return analysis;
}

function verdicts({ coverage }: Analysis, verdict: string): readonly string[] {
  return coverage.flatMap((entry) => (entry.verdict === verdict ? [entry.requirement] : []));
}

describe('ready-made rules', () => {
  for (const form of FORM_NAMES) {
    it(`are silent as ${form}, in all Regions and roles`, () => {
      let policies = 0;
      for (const edition of EDITIONS) {
        for (const region of edition.regions) {
          for (const role of FORMS[form].roles) {
            const asked: Asked = { role, edition: edition.date, facts: { regions: [region], ...FACTS } };
            const label = `${form}, ${role}, ${region}, ${edition.date}`;
            const { text, told } = writeReadyRules(form, asked, TODAY);
            const analysis = analysisOf(form, asked, text);
            const loud = analysis.diagnostics.filter(({ severity }) => severity !== 'info');
            assert.deepEqual(
              loud.map(({ rule, message }) => `${rule}: ${message}`),
              [],
              label,
            );
            assert.deepEqual(
              told,
              analysis.diagnostics.map(({ message }) => `info: ${message}`),
              label,
            );
            assert.deepEqual(verdicts(analysis, 'missing'), [], label);
            assert.equal(analysis.summary.judged, 1, label);
            policies++;
          }
        }
      }
      assert.ok(policies >= EDITIONS.flatMap(({ regions }) => regions).length);
    });
  }
});
