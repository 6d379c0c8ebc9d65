import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facts } from '../../../server/src/core/deployment/facts';
import { placeVpcs } from '../../../server/src/core/deployment/vpcs';
import { STREAMING_PROTOCOLS } from '../../../server/src/core/requirements/requirement';
import { known, unknown } from '../../../server/src/core/values/value';
import { judgeVpcs, rangesOf, type VpcJudgement } from '../../../server/src/core/verdicts/free-ranges';
import edition2022 from '../../../catalog/editions/2022-09-02.json';
import edition2026 from '../../../catalog/editions/2026-08-22.json';
import { edition } from '../../support/judging';
import { cidrs, line, unit, use, vpc } from '../../support/networks';

function judge(
  date: string,
  region: string,
  facts: Facts,
  blocks: readonly string[],
  routes: readonly string[] = [],
): VpcJudgement {
  const of = unit(
    [],
    vpc('v', ...blocks),
    ...routes.map(
      (route) =>
        ({
          kind: 'route',
          name: 'r',
          vpc: use('v'),
          destination: known(cidrs(route)),
          at: line(70),
        }) as const,
    ),
  );
  const placed = placeVpcs(of, { roles: ['vpc'], facts: { ...facts, regions: [region] } }, () => undefined);
  const [judgement] = judgeVpcs(placed, edition(date));
  assert.ok(judgement !== undefined);
  return judgement;
}

describe('management ranges', () => {
  for (const file of [edition2022, edition2026]) {
    it(`of ${file.edition}: in every Region one that is left is enough, and none is not`, () => {
      const tables: Readonly<Record<string, readonly { readonly value: string }[]>> =
        file.tables['management.pcoip-and-wsp'];
      const verdict = (region: string, facts: Facts, blocks: readonly string[]): string =>
        judge(file.edition, region, facts, blocks).verdict;
      for (const [region, values] of Object.entries(tables)) {
        const all = values.map(({ value }) => value);
        assert.equal(verdict(region, { protocols: ['pcoip'] }, all), 'missing', region);
        // WSP has the wide range besides.
        assert.equal(verdict(region, { protocols: ['wsp'] }, all), 'met', region);
        assert.equal(verdict(region, { protocols: ['wsp'] }, [...all, '10.0.0.0/8']), 'missing', region);
        assert.equal(verdict(region, {}, all), 'missing', region);
        for (const left of all) {
          const others = all.filter((value) => value !== left);
          assert.equal(verdict(region, {}, others), 'met', `${region} ${left}`);
        }
      }
    });
  }

  it('name the protocols that have none', () => {
    const { ranges } = judge('2026-08-22', 'eu-central-1', {}, ['198.19.255.0/24']);
    assert.deepEqual(
      ranges.map(({ protocols, anyOf }) => [
        ...protocols,
        ...anyOf.map(({ text, isTaken }) => `${text} ${isTaken}`),
      ]),
      [
        ['pcoip', '198.19.0.0/16 true'],
        ['wsp', '198.19.0.0/16 true', '10.0.0.0/8 false'],
      ],
    );
  });

  it('under your own license are all needed', () => {
    const byol: Facts = { licensing: 'byol', byolManagementCidr: cidrs('10.200.0.0/16') };
    const verdict = (facts: Facts, ...blocks: readonly string[]): string =>
      judge('2026-08-22', 'us-west-2', { ...byol, ...facts }, blocks).verdict;
    assert.equal(verdict({}, '172.31.0.0/16', '192.168.0.0/16', '198.19.0.0/16'), 'met');
    assert.equal(verdict({}, '54.239.239.255/32'), 'missing');
    assert.equal(verdict({}, '10.200.255.0/24'), 'missing');
    assert.equal(verdict({}, '10.0.0.0/9'), 'met');
    const aside: Facts = { byolManagementCidr: cidrs('172.20.0.0/16') };
    assert.equal(verdict({ ...aside, protocols: ['wsp'] }, '10.0.0.0/8'), 'missing');
    assert.equal(verdict({ ...aside, protocols: ['pcoip'] }, '10.0.0.0/8'), 'met');
  });

  it('are taken by routes too, and the wide one only by all of them together', () => {
    const verdict = (...routes: readonly string[]): string =>
      judge('2026-08-22', 'eu-central-1', { protocols: ['wsp'] }, ['198.19.0.0/20'], routes).verdict;
    assert.equal(verdict('10.0.0.0/9'), 'met');
    assert.equal(verdict('10.0.0.0/9', '10.128.0.0/9'), 'missing');
    assert.equal(verdict('8.0.0.0/5'), 'missing');
  });

  it('of a Region without data are not judged, and give no cause', () => {
    const judgement = judge('2026-08-22', 'us-east-2', {}, ['10.0.0.0/16']);
    assert.equal(judgement.verdict, 'undetermined');
    assert.equal(judgement.cause, undefined);
    assert.deepEqual(rangesOf(judgement), []);
  });

  it('are undetermined because of what is not known, unless what is known takes them', () => {
    const at = line(12);
    const open = { ...vpc('v', '198.19.0.0/24'), cidrs: [{ set: unknown('somebody knows', at), at }] };
    const conflict = { ...open, name: 'w', cidrs: [...vpc('w', '198.19.0.0/24').cidrs, ...open.cidrs] };
    const placed = placeVpcs(
      unit([], open, conflict),
      { roles: ['vpc'], facts: { regions: ['eu-central-1'], protocols: [...STREAMING_PROTOCOLS] } },
      () => undefined,
    );
    const [first, second] = judgeVpcs(placed, edition('2026-08-22'));
    assert.equal(first?.verdict, 'undetermined');
    assert.equal(first.cause?.reason, 'somebody knows');
    assert.equal(second?.verdict, 'missing');
  });
});
