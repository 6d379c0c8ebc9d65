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
import { hostsOf } from '../../server/src/core/requirements/domains';
import { loadEdition } from '../../server/src/core/requirements/editions';
import type { Role } from '../../server/src/core/requirements/requirement';
import { forwardCells, isLost } from '../support/oracle';
import { EDITIONS, factsOf, needsOf, type Deployment, type ProofRole } from './needs';
import { PARTS } from './ready-parts';

/**
 * Rules that are printed ready-made are silent in every Region and role; and when one of them is left out, what the
 * others do not let through is reported: each requirement that is lost, and no other.
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

/** How all these policies are evaluated. */
const STATEFUL = { evaluation: 'any-allow', stateful: true } as const;

/** The entries of a list of names: words with dots in them. */
const NAME = /(?<=[ \n])(?:\*?\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?=\s)/g;

/** Whether it is this entry that a host needs: the host itself, or a name with everything below it. */
function isNamed(host: string, entry: string): boolean {
  return host.replace(/^(?:\*|<directory id>)\./, '') === entry.replace(/^\*?\./, '');
}

/** A VPC has no rules. */
function policyRoles(roles: readonly Role[]): readonly ProofRole[] {
  return roles.flatMap((role) => (role === 'vpc' ? [] : [role]));
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

  for (const form of ['terraform', 'firewall-yaml', 'ip-permissions'] as const) {
    it(`are all needed as ${form}: what is lost without one of them is reported, and nothing else`, () => {
      let mutations = 0;
      let losses = 0;
      for (const edition of EDITIONS) {
        for (const region of edition.regions) {
          for (const role of policyRoles(FORMS[form].roles)) {
            const deployment: Deployment = {
              edition: edition.date,
              region,
              protocols: ['pcoip', 'wsp'],
              webAccess: false,
              internetAccess: true,
              licensing: 'public-bundle',
              proxy: { client: 'none', host: false },
              ephemeralPorts: { from: 1024, to: 65535 },
            };
            const asked: Asked = {
              role,
              edition: edition.date,
              facts: { ...factsOf(deployment), regions: [region] },
            };
            const { needs } = needsOf(role, deployment);
            const { text } = writeReadyRules(form, asked, TODAY);
            const parts = PARTS[form](text);
            assert.ok(parts.rules.length >= 2, `${form} ${role}: ${parts.rules.length} rules`);
            for (const left of parts.rules.keys()) {
              const rules = parts.rules.filter((_, index) => index !== left);
              const analysis = analysisOf(form, asked, parts.write(rules));
              const neutral = { rules: rules.map(({ neutral: rule }) => rule) };
              const lost = needs.filter((need) => forwardCells(need, neutral, STATEFUL, []).some(isLost));
              const reported = analysis.diagnostics.flatMap(({ requirement }) => requirement ?? []);
              const label = `${form}, ${role}, ${region}, ${edition.date}, without rule ${left}`;
              assert.deepEqual([...reported].sort(), lost.map(({ id }) => id).sort(), label);
              assert.deepEqual([...verdicts(analysis, 'missing')].sort(), [...reported].sort(), label);
              mutations++;
              losses += lost.length;
            }
          }
        }
      }
      assert.ok(mutations >= 1000 && losses >= 1000, `${mutations} ${losses}`);
    });
  }

  for (const form of ['squid', 'domains'] as const) {
    it(`are all needed as ${form}: a name that is left out is reported by whoever needs it`, () => {
      for (const edition of EDITIONS) {
        for (const region of edition.regions) {
          const asked: Asked = {
            role: 'client-network',
            edition: edition.date,
            facts: { regions: [region] },
          };
          const { text } = writeReadyRules(form, asked, TODAY);
          const names = text.match(NAME) ?? [];
          assert.ok(names.length > 8, `${region} ${text}`);
          for (const name of names) {
            const analysis = analysisOf(
              form,
              asked,
              text.replace(NAME, (each) => (each === name ? '' : each)),
            );
            const users = loadEdition(edition.date)?.requirements.filter(
              ({ peers }) =>
                peers.kind === 'domains' &&
                hostsOf(peers, region).some((host) => host.level !== undefined && isNamed(host.name, name)),
            );
            assert.deepEqual(
              analysis.diagnostics.flatMap(({ requirement }) => requirement ?? []).sort(),
              users?.map(({ id }) => id).sort(),
              `${form} ${region} ${edition.date} without ${name}`,
            );
          }
        }
      }
    });
  }
});
