import type { Diagnostic } from '../checks/diagnostic';
import type { PeerSet } from '../packets/peer-set';
import type { Direction, Policy } from '../policies/policy';
import { ownEnd } from '../verdicts/judgements';
import { shortfallsOf, type Shortfall } from '../verdicts/shortfall';

/** What would mend one finding, in network terms. */
export interface Proposal {
  readonly finding: Diagnostic;
  readonly policy: Policy;
  readonly openings: readonly Opening[];
  /** It opens more than is needed, because nobody knows or can list what exactly is. */
  readonly wider: boolean;
}

/** Packets to let through in one direction. */
export interface Opening extends Omit<Shortfall, 'wider'> {
  /** The own end, where the policy narrows it. */
  readonly own?: PeerSet;
  readonly words: readonly string[];
  readonly purpose: string;
}

/** What would mend a finding; undefined for findings that no rule mends. */
export function propose(finding: Diagnostic): Proposal | undefined {
  const { judgement } = finding;
  if (judgement === undefined) return undefined;
  const [{ policy }] = judgement.subject.placements;
  const { requirement } = judgement.asked;
  const shortfalls = shortfallsOf(judgement);
  if (shortfalls.length === 0) return undefined;
  const own = ownEnd(judgement.subject);
  return {
    finding,
    policy,
    wider: shortfalls.some(({ wider }) => wider),
    openings: shortfalls.map(({ direction, way, packets, needed }) => ({
      direction,
      way,
      packets,
      needed,
      ...(own !== undefined && narrowsOwnEnd(policy, direction) && { own }),
      words: [...requirement.id.split(/[.-]/), ...(way === 'answers' ? ['answers'] : [])],
      purpose: requirement.id + (way === 'answers' ? ' answers' : ''),
    })),
  };
}

function narrowsOwnEnd({ rules }: Policy, direction: Direction): boolean {
  return rules.some(
    (rule) => rule.own !== undefined && rule.direction.kind === 'known' && rule.direction.value === direction,
  );
}
