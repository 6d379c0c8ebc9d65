import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isInvalid, readDirective, readTags } from '../../../server/src/core/deployment/directives';
import { AT, policy } from '../../support/policies';

const read = (text: string): ReturnType<typeof readDirective> =>
  readDirective({ text: `workspaces-netlint: ${text}`, at: AT });
const complaint = (text: string): string => {
  const directive = read(text);
  return directive !== undefined && isInvalid(directive) ? directive.message : 'nothing';
};

describe('a directive', () => {
  it('is no other comment', () => {
    assert.equal(readDirective({ text: 'workspaces are here', at: AT }), undefined);
  });

  it('states roles, Regions and protocols', () => {
    assert.deepEqual(read('role=client-network,workspace region=us-west-2,eu-west-1 protocols=pcoip,dcv'), {
      at: AT,
      roles: ['client-network', 'workspace'],
      regions: ['us-west-2', 'eu-west-1'],
      protocols: ['pcoip', 'wsp'],
    });
  });

  it('suppresses, and may state a role in the same breath', () => {
    const reason = 'NTP comes from the "hypervisor"';
    const directive = read(
      `role=workspace disable=missing-flow,blocked-flow requirement=directory.ntp until=2027-01-31 reason="${reason.replaceAll('"', '\\"')}"`,
    );
    assert.ok(directive !== undefined && !isInvalid(directive));
    assert.deepEqual(directive.roles, ['workspace']);
    assert.deepEqual(directive.suppression, {
      at: AT,
      rules: ['missing-flow', 'blocked-flow'],
      requirement: 'directory.ntp',
      until: '2027-01-31',
      reason,
    });
  });

  for (const [text, expected] of [
    ['', /says something/],
    ['role', /"role" is not of the form key=value/],
    ['rolle=workspace', /no key "rolle".*Did you mean "role"/],
    ['role=workspaces', /no role "workspaces".*Did you mean "workspace"/],
    ['role=', /value of "role" is missing/],
    ['protocols=rdp', /no streaming protocol "rdp"/],
    ['direction=up', /inbound or outbound/],
    ['disable=missing-flow', /needs a reason/],
    ['disable=missing-flow reason=" "', /needs a reason/],
    ['disable=missing-flows reason=x', /no check "missing-flows".*Did you mean "missing-flow"/],
    ['disable=missing-flow requirement=directory.nfs reason=x', /no requirement "directory.nfs"/],
    ['disable=missing-flow until=2027-02-29 reason=x', /"2027-02-29" is not a date/],
    ['disable=missing-flow until=soon reason=x', /YYYY-MM-DD/],
    ['reason="no disable"', /"reason" belongs to a "disable"/],
    ['role=workspace stray', /"stray" is not of the form/],
  ] as const) {
    it(`says what is wrong with "${text}"`, () => {
      assert.match(complaint(text), expected);
    });
  }

  it('may be an AWS tag, whose values have no commas', () => {
    const tagged = policy([], {
      tags: [
        { key: 'Name', value: 'x', at: AT },
        { key: 'workspaces-netlint:role', value: 'workspace directory', at: AT },
        { key: 'workspaces-netlint:region', value: 'eu-west-1', at: AT },
        { key: 'workspaces-netlint:rolle', value: 'workspace', at: AT },
      ],
    });
    const [role, region, slip] = readTags(tagged);
    assert.ok(role !== undefined && !isInvalid(role) && region !== undefined && !isInvalid(region));
    assert.deepEqual(role.roles, ['workspace', 'directory']);
    assert.deepEqual(region.regions, ['eu-west-1']);
    assert.ok(slip !== undefined && isInvalid(slip));
    assert.match(slip.message, /Did you mean "workspaces-netlint:role"/);
  });
});
