import { peersText } from '../packets/peer-set';
import type { StreamingProtocol } from '../requirements/requirement';
import {
  isLost,
  rangesOf,
  type ManagementRange,
  type Occupant,
  type VpcJudgement,
} from '../verdicts/free-ranges';
import type { Check } from './check';
import type { Finding, Related } from './diagnostic';
import { LEVEL_SEVERITIES, MOST_RELATED } from './losses';
import { PROTOCOL_NAMES, shorten } from './messages';
import { roleReason } from './role-reason';

/** A VPC takes the addresses that the management interfaces of its WorkSpaces would have. */
export const managementRangeConflict: Check = {
  id: 'management-range-conflict',
  *run({ vpcJudgements }) {
    for (const judgement of vpcJudgements) if (judgement.verdict === 'missing') yield report(judgement);
  },
};

function report(judgement: VpcJudgement): Finding {
  const { placement, requirement, region } = judgement;
  const { policy, roles } = placement;
  const lost = judgement.ranges.filter(isLost);
  const taken = rangesOf({ ranges: lost });
  const protocols = [...new Set(lost.flatMap((needed) => needed.protocols))];
  const [claim] = roles;
  return {
    severity: LEVEL_SEVERITIES[requirement.level],
    message: `${whatIsTaken(judgement, protocols)}: ${taken.map(rangeText).join('; ')}. The ranges are for ${requirement.purpose}; without a free one, ${requirement.symptom}. Give the VPC other addresses, or narrow the routes that cover the range.${wayOut(judgement, protocols)}`,
    at: policy.at,
    policy,
    role: 'vpc',
    ...(region !== undefined && { region }),
    requirement: requirement.id,
    family: requirement.family,
    related: [
      ...taken.flatMap(({ text, by }) => by.map((each) => placeOf(each, text))).slice(0, MOST_RELATED),
      ...(claim === undefined ? [] : roleReason(claim, policy)),
    ],
  };
}

function whatIsTaken(
  { placement: { policy, facts }, region }: VpcJudgement,
  protocols: readonly StreamingProtocol[],
): string {
  const users = `WorkSpaces over ${protocols.map((protocol) => PROTOCOL_NAMES[protocol]).join(' and ')}`;
  return facts.licensing === 'byol'
    ? `${policy.name} takes management addresses that ${users} under your own license need`
    : `${policy.name} leaves ${users} no management range in ${region ?? 'their Region'}`;
}

/** "172.31.0.0/16 is taken by the CIDR 172.31.0.0/20 and a route to 172.31.64.0/18" */
export function rangeText({ text, isTaken, by }: ManagementRange): string {
  if (by.length === 0) return `${text} is free`;
  const occupants = shorten(by.map(({ kind, set }) => `${NAMES[kind]} ${peersText(set)}`));
  return `${text} is ${isTaken ? 'taken' : 'partly taken'} by ${occupants}`;
}

const NAMES: Readonly<Record<Occupant['kind'], string>> = { cidr: 'the CIDR', route: 'a route to' };

function placeOf({ kind, set, at }: Occupant, range: string): Related {
  return { message: `${NAMES[kind]} ${peersText(set)} takes ${range}`, at };
}

/** Who did not say which protocols are in use is told how. */
function wayOut({ placement: { facts } }: VpcJudgement, protocols: readonly StreamingProtocol[]): string {
  const [only, ...others] = protocols;
  if (facts.protocols !== undefined || only === undefined || others.length > 0) return '';
  const used = only === 'wsp' ? 'pcoip' : 'wsp';
  return ` If no WorkSpace here streams over ${PROTOCOL_NAMES[only]}, say so: protocols: [${used}] in the configuration, or protocols=${used} in a directive.`;
}
