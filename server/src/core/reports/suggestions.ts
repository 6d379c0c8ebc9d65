import type { Analysis } from '../analysis';
import { regionsFor, type Placement } from '../deployment/placement';
import { domainOf } from '../packets/domain-name';
import { peerTexts } from '../packets/peer-set';
import type { PortRange } from '../packets/packet-set';
import type { Direction } from '../policies/policy';
import { loadEdition } from '../requirements/editions';
import { namesDomains } from '../verdicts/domains';
import { createPlanner, type Asked } from '../verdicts/plan';
import { portsText } from './rule-text';

/** Something that a rule of a policy could name, and what for. */
export interface Suggestion {
  /** A CIDR, a host name, or a port or range of ports. */
  readonly text: string;
  /** Requirements that need it, with the Region where that matters: `client.streaming.wsp (us-west-2)`. */
  readonly requirements: readonly string[];
  readonly purposes: readonly string[];
  /** Some of them are not met yet. */
  readonly isMissing: boolean;
}

/** What is known of the rule that is being written. */
export interface RuleSketch {
  readonly direction?: Direction;
  readonly ports?: readonly PortRange[];
}

/** Longer lists are of no use to whoever has to choose. */
const MOST_RANGES = 40;

/** The addresses that the roles of a policy need in its Regions, for a rule as far as it is known. */
export function suggestAddresses(
  analysis: Known,
  placement: Placement,
  sketch: RuleSketch,
): readonly Suggestion[] {
  const byNames = namesDomains(placement.policy);
  return suggest(analysis, placement, sketch, ({ parts = [], requirement }) =>
    parts.flatMap(({ peers }) => {
      if (requirement.peers.kind === 'domains' && !byNames) return [];
      const texts = peers.kind === 'all-of' ? peerTexts(peers.set).map((text) => domainOf(text) ?? text) : [];
      return texts.length > MOST_RANGES ? [] : texts;
    }),
  );
}

/** The ports that the roles of a policy need. */
export function suggestPorts(
  analysis: Known,
  placement: Placement,
  sketch: RuleSketch,
): readonly Suggestion[] {
  return suggest(analysis, placement, sketch, ({ requirement }) =>
    requirement.flows.flatMap(({ ports }) => ports.map((range) => portsText([range]))),
  );
}

type Known = Pick<Analysis, 'catalog' | 'coverage'>;

function suggest(
  { catalog, coverage }: Known,
  placement: Placement,
  { direction, ports }: RuleSketch,
  textsOf: (asked: Asked) => readonly string[],
): readonly Suggestion[] {
  const edition = loadEdition(catalog.edition);
  if (edition === undefined) return [];
  const planner = createPlanner(edition, { workspaces: [], controllers: [] });
  const found = new Map<
    string,
    { text: string; requirements: string[]; purposes: string[]; isMissing: boolean }
  >();
  for (const { role } of placement.roles) {
    for (const asked of planner(placement.facts, role, regionsFor(placement, role))) {
      const { requirement, region } = asked;
      if (direction !== undefined && requirement.direction !== direction) continue;
      if (ports !== undefined && !requirement.flows.some((flow) => overlap(flow.ports, ports))) continue;
      const isMissing = coverage.some(
        (entry) =>
          entry.at === placement.policy.at &&
          entry.requirement === requirement.id &&
          entry.region === region &&
          entry.verdict !== 'met',
      );
      for (const text of textsOf(asked)) {
        const known = found.get(text) ?? { text, requirements: [], purposes: [], isMissing: false };
        found.set(text, known);
        known.requirements.push(region === undefined ? requirement.id : `${requirement.id} (${region})`);
        known.purposes.push(requirement.purpose);
        known.isMissing ||= isMissing;
      }
    }
  }
  return [...found.values()];
}

/** No range on the side of the requirement stands for all ports. */
function overlap(needed: readonly PortRange[], given: readonly PortRange[]): boolean {
  return needed.length === 0 || needed.some((a) => given.some((b) => a.from <= b.to && b.from <= a.to));
}
