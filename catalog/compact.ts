/**
 * Makes the compact form of a published ip-ranges.json: the subsets that requirements use, aggregated.
 *
 *     node --import tsx catalog/compact.ts FILE [--gateways-only] > catalog/ip-ranges/CREATE-DATE.json
 */
import { readFileSync } from 'node:fs';
import { toCidrs } from '../server/src/core/packets/cidr';
import { addressPeers, unionAll, type PeerSet } from '../server/src/core/packets/peer-set';
import { catalogRange } from '../server/src/core/requirements/addresses';
import { array, object, string } from '../server/src/core/requirements/json';
import edition from './editions/2026-08-22.json';

const REGIONS = edition.regions.map((region) => region.code);

/** What of the published file is kept; undefined = all Regions. */
const SUBSETS: ReadonlyMap<string, readonly string[] | undefined> = new Map([
  ['AMAZON', ['GLOBAL', ...REGIONS]],
  ['EC2', REGIONS],
  ['S3', ['us-west-2']],
  ['WORKSPACES_GATEWAYS', undefined],
]);

type Services = Record<string, Record<string, string>>;

function compact(text: string, gatewaysOnly: boolean): unknown {
  const published = object(JSON.parse(text), 'file');
  const keep = (service: string, region: string): boolean =>
    SUBSETS.has(service) &&
    (SUBSETS.get(service)?.includes(region) ?? true) &&
    (!gatewaysOnly || service === 'WORKSPACES_GATEWAYS');
  return {
    $schema: '../schema/ip-ranges.schema.json',
    createDate: string(published['createDate'], 'createDate'),
    ipv4: services(published['prefixes'], 'ip_prefix', keep),
    ipv6: services(published['ipv6_prefixes'], 'ipv6_prefix', keep),
  };
}

function services(list: unknown, key: string, keep: (service: string, region: string) => boolean): Services {
  const sets = new Map<string, Map<string, PeerSet[]>>();
  array(list, key, (element, at) => {
    const entry = object(element, at);
    const service = string(entry['service'], at);
    const region = string(entry['region'], at);
    if (!keep(service, region)) return;
    const regions = sets.get(service) ?? new Map<string, PeerSet[]>();
    sets.set(service, regions);
    regions.set(region, [...(regions.get(region) ?? []), addressPeers(catalogRange(string(entry[key], at)))]);
  });
  return sorted(sets, (regions) => sorted(regions, (peers) => toCidrs(unionAll(peers)).join(' ')));
}

function sorted<V, W>(map: ReadonlyMap<string, V>, to: (value: V) => W): Record<string, W> {
  const keys = [...map.keys()].sort();
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = map.get(key);
      return value === undefined ? [] : [[key, to(value)]];
    }),
  );
}

const [file, option] = process.argv.slice(2);
if (file === undefined || (option !== undefined && option !== '--gateways-only')) {
  process.stderr.write('usage: node --import tsx catalog/compact.ts FILE [--gateways-only]\n');
  process.exitCode = 2;
} else {
  const result = compact(readFileSync(file, 'utf8'), option !== undefined);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
}
