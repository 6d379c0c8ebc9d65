import { isEmpty, NO_PEERS, subtract, type PeerSet } from '../packets/peer-set';
import type { EditionRegion } from '../requirements/decode';
import { hostsOf } from '../requirements/domains';
import type { Edition } from '../requirements/edition';
import { TABLES, type Requirement, type TableName } from '../requirements/requirement';
import { peerWords } from './peer-words';
import { flowTexts, requirementRow } from './requirement-rows';

/** What differs between two editions. Ids are those of a requirement in one role. */
export interface EditionChanges {
  readonly added: readonly Requirement[];
  readonly removed: readonly Requirement[];
  readonly changed: readonly RequirementChange[];
  readonly regionsAdded: readonly EditionRegion[];
  readonly regionsRemoved: readonly EditionRegion[];
  /** Addresses that may be demanded. */
  readonly tables: readonly TableChange[];
  /** Host names that may be demanded. */
  readonly domains: readonly DomainChange[];
}

export interface RequirementChange {
  readonly requirement: Requirement;
  readonly aspects: readonly Aspect[];
}

/** One thing about a requirement, in words. */
export interface Aspect {
  readonly name: 'level' | 'direction' | 'flows' | 'peers' | 'condition';
  readonly before: string;
  readonly after: string;
}

export interface TableChange {
  readonly table: TableName;
  readonly region: string;
  readonly added: PeerSet;
  readonly removed: PeerSet;
}

export interface DomainChange {
  readonly requirement: Requirement;
  /** Left out for names that are the same in every Region. */
  readonly region?: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** From one edition to another, in the order of the catalog. */
export function editionChanges(before: Edition, after: Edition): EditionChanges {
  const old = new Map(before.requirements.map((requirement) => [keyOf(requirement), requirement]));
  const now = new Set(after.requirements.map(keyOf));
  return {
    added: after.requirements.filter((requirement) => !old.has(keyOf(requirement))),
    removed: before.requirements.filter((requirement) => !now.has(keyOf(requirement))),
    changed: after.requirements.flatMap((requirement) => {
      const was = old.get(keyOf(requirement));
      const aspects = was === undefined ? [] : aspectsOf(was, before, requirement, after);
      return aspects.length === 0 ? [] : [{ requirement, aspects }];
    }),
    regionsAdded: after.regions.filter(({ code }) => !before.hasRegion(code)),
    regionsRemoved: before.regions.filter(({ code }) => !after.hasRegion(code)),
    tables: tableChanges(before, after),
    domains: domainChanges(before, after),
  };
}

function keyOf({ id, role }: Requirement): string {
  return `${id} ${role}`;
}

function aspectsOf(was: Requirement, before: Edition, is: Requirement, after: Edition): readonly Aspect[] {
  const [old, now] = [wordsOf(was, before), wordsOf(is, after)];
  return ASPECTS.flatMap((name) =>
    old[name] === now[name] ? [] : [{ name, before: old[name], after: now[name] }],
  );
}

const ASPECTS: readonly Aspect['name'][] = ['level', 'direction', 'flows', 'peers', 'condition'];

function wordsOf(requirement: Requirement, edition: Edition): Readonly<Record<Aspect['name'], string>> {
  const { level, condition } = requirementRow(requirement, edition, undefined);
  return {
    level,
    condition,
    direction: requirement.direction,
    flows: flowTexts(requirement)
      .map(({ protocol, ports }) => `${protocol} ${ports}`)
      .join(' and '),
    peers: peerWords(requirement.peers),
  };
}

/** `GLOBAL` stands for tables that are the same in every Region. */
function tableChanges(before: Edition, after: Edition): readonly TableChange[] {
  const regions = [...regionsOf(before, after), 'GLOBAL'];
  return TABLES.flatMap((table) =>
    regions.flatMap((region) => {
      const old = before.table(table, region) ?? NO_PEERS;
      const now = after.table(table, region) ?? NO_PEERS;
      const [added, removed] = [subtract(now, old), subtract(old, now)];
      return isEmpty(added) && isEmpty(removed) ? [] : [{ table, region, added, removed }];
    }),
  );
}

/** Of requirements that both have; what a new one names is new with it. */
function domainChanges(before: Edition, after: Edition): readonly DomainChange[] {
  const regions = regionsOf(before, after);
  return after.requirements.flatMap((requirement) => {
    const was = before.requirements.find((candidate) => keyOf(candidate) === keyOf(requirement));
    if (was === undefined) return [];
    const everywhere = namesChange(namesOf(was, undefined), namesOf(requirement, undefined));
    return [
      ...everywhere.map((change) => ({ requirement, ...change })),
      ...regions.flatMap((region) =>
        namesChange(namesOf(was, region), namesOf(requirement, region)).map((change) => ({
          requirement,
          region,
          ...change,
        })),
      ),
    ];
  });
}

function namesChange(
  old: ReadonlySet<string>,
  now: ReadonlySet<string>,
): readonly Pick<DomainChange, 'added' | 'removed'>[] {
  const added = [...now].filter((name) => !old.has(name));
  const removed = [...old].filter((name) => !now.has(name));
  return added.length + removed.length === 0 ? [] : [{ added, removed }];
}

/** Those of one Region alone, or of every Region. */
function namesOf({ peers }: Requirement, region: string | undefined): ReadonlySet<string> {
  if (peers.kind !== 'domains') return new Set();
  const own = region === undefined ? peers : { ...peers, everywhere: [] };
  return new Set(hostsOf(own, region).flatMap(({ name, level }) => (level === undefined ? [] : [name])));
}

function regionsOf(before: Edition, after: Edition): readonly string[] {
  return [...new Set([...before.regions, ...after.regions].map(({ code }) => code))];
}
