import type { Facts } from '../deployment/facts';
import { peersText, type PeerSet } from '../packets/peer-set';
import { isSure } from '../requirements/addresses';
import type { Edition } from '../requirements/edition';
import {
  STREAMING_PROTOCOLS,
  type SourcedValue,
  type StreamingProtocol,
  type TableName,
} from '../requirements/requirement';

/** Management interfaces need one of these ranges, none of which may be in use where the WorkSpaces stand. */
export interface RangeNeed {
  /** The protocols that do not work without. */
  readonly protocols: readonly StreamingProtocol[];
  readonly anyOf: readonly PeerSet[];
}

/** What a deployment needs in a Region; undefined where the edition has no data for it. */
export function rangeNeeds(facts: Facts, region: string, edition: Edition): readonly RangeNeed[] | undefined {
  const protocols = facts.protocols ?? STREAMING_PROTOCOLS;
  return facts.licensing === 'byol'
    ? underOwnLicense(protocols, facts.byolManagementCidr, edition)
    : fromBundles(protocols, region, edition);
}

/** WorkSpaces from public bundles take a range that is free; those over WSP have more to choose from. */
function fromBundles(
  protocols: readonly StreamingProtocol[],
  region: string,
  edition: Edition,
): readonly RangeNeed[] | undefined {
  const needs = protocols.map((protocol): RangeNeed => {
    const tables: readonly TableName[] =
      protocol === 'wsp' ? ['management.pcoip-and-wsp', 'management.wsp'] : ['management.pcoip-and-wsp'];
    return {
      protocols: [protocol],
      anyOf: tables.flatMap((table) => sets(edition.tableValues(table, region), edition)),
    };
  });
  return needs.some(({ anyOf }) => anyOf.length === 0) ? undefined : needs;
}

/** Under one's own license every range is needed: the one that was chosen, and those of each protocol in use. */
function underOwnLicense(
  protocols: readonly StreamingProtocol[],
  chosen: PeerSet | undefined,
  edition: Edition,
): readonly RangeNeed[] {
  const needs = new Map<string, RangeNeed>();
  const add = (set: PeerSet, users: readonly StreamingProtocol[]): void => {
    const key = peersText(set);
    needs.set(key, { protocols: [...(needs.get(key)?.protocols ?? []), ...users], anyOf: [set] });
  };
  for (const protocol of protocols) {
    for (const set of sets(edition.tableValues(`management.byol.${protocol}`, 'GLOBAL'), edition)) {
      add(set, [protocol]);
    }
  }
  if (chosen !== undefined) add(chosen, protocols);
  return [...needs.values()];
}

function sets(values: readonly SourcedValue[], edition: Edition): readonly PeerSet[] {
  return values.filter(({ confidence }) => isSure(confidence)).map((value) => edition.valueSet([value]));
}
