import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { symbolPeers } from '../../server/src/core/packets/peer-set';
import type { Judgement } from '../../server/src/core/verdicts/judge';
import { known } from '../../server/src/core/values/value';
import { judgeAs, on } from '../support/judging';
import { AT, peer, policy, rule } from '../support/policies';

/** From public exports: a group that lets in its own members, taken for a directory's. */
describe('a rule that names a group', () => {
  const everything = { direction: known('inbound' as const), protocols: known([{ from: 0, to: 255 }]) };
  const own = { text: 'sg-0abc', at: AT, set: known(symbolPeers('sg:sg-0abc')) };
  const reason = (judged: readonly Judgement[]): string => {
    const { outcome } = on(judged, 'directory.ldap');
    assert.ok(outcome.verdict === 'undetermined');
    return outcome.cause?.reason ?? '';
  };

  it('is not said to allow some addresses, nor that a list of subnets would settle it', () => {
    const judged = judgeAs('directory', [
      policy([rule({ ...everything, peers: [own] })], { stateful: true }),
    ]);
    assert.match(reason(judged), /name a group or list/);
    assert.doesNotMatch(reason(judged), /workspaceSubnets/);
  });

  it('beside addresses leaves the question where the WorkSpaces stand', () => {
    const mixed = rule({ ...everything, peers: [own, peer('10.20.0.0/16')] });
    const judged = judgeAs('directory', [policy([mixed], { stateful: true })]);
    assert.match(reason(judged), /workspaceSubnets/);
  });
});
