import type { Analysis } from '../../core/analysis';
import type { Direction } from '../../core/policies/policy';
import type { SourceFile } from '../../core/text/source';
import type { Candidate, Completion } from './candidate';
import { networkCandidates } from './network';

/** Addresses and ports in the permissions of security groups and the entries of network ACLs, as AWS spells them. */
export function completeJson(analysis: Analysis, file: SourceFile, offset: number): Completion | undefined {
  const before = file.text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const [, ports] = /"(?:FromPort|ToPort|From|To)"\s*:\s*(\d*)$/.exec(line) ?? [];
  const [, name = '', typed] =
    /"(CidrIp|CidrIpv4|CidrIpv6|CidrBlock|Ipv6CidrBlock)"\s*:\s*"([\w.:/]*)$/.exec(line) ?? [];
  const written = ports ?? typed;
  if (written === undefined) return undefined;
  const what = ports === undefined ? 'address' : 'port';
  const candidates = networkCandidates(analysis, file, offset, what, directionAt(before));
  return {
    word: { start: offset - written.length, end: offset },
    candidates: candidates.filter(what === 'port' ? isOnePort : isOfFamily(/v6/.test(name))),
  };
}

/** What the nearest key above says, as far as keys say it. */
function directionAt(before: string): Direction | undefined {
  const at = (key: string): number => before.lastIndexOf(`"${key}"`);
  const [inbound, outbound] = [at('IpPermissions'), at('IpPermissionsEgress')];
  if (inbound === outbound) return undefined;
  return inbound > outbound ? 'inbound' : 'outbound';
}

function isOnePort({ label }: Candidate): boolean {
  return /^\d+$/.test(label);
}

function isOfFamily(isIpv6: boolean): (candidate: Candidate) => boolean {
  return ({ label }) => label.includes(':') === isIpv6;
}
