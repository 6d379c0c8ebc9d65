import type { Use } from '../../formats/attachment';
import { peerTexts, unionAll, type PeerSet } from '../../packets/peer-set';
import type { StreamingProtocol } from '../../requirements/requirement';
import type { Location } from '../../text/source';
import type { Value } from '../../values/value';
import { defined } from '../decoding';
import { streamingProtocol } from '../directives';
import type { Facts } from '../facts';
import { whereIs } from '../where-is';
import type { Directory } from './directories';
import type { Network } from './network';
import { regionOfZone } from './zones';

/** What the files show about a deployment. A fact of which only a part is known is left out. */
export interface ShownFacts {
  readonly regions?: Shown<readonly string[]>;
  readonly protocols?: Shown<readonly StreamingProtocol[]>;
  readonly licensing?: Shown<NonNullable<Facts['licensing']>>;
  readonly vpcCidrs?: Shown<PeerSet>;
  readonly workspaceSubnets?: Shown<PeerSet>;
  readonly directoryControllers?: Shown<PeerSet>;
  readonly controllerSubnets?: Shown<PeerSet>;
}

/** A fact with what shows it. */
export interface Shown<T> {
  readonly value: T;
  /** For people: "aws_subnet.a is in us-east-1a (main.tf:41)". */
  readonly why: string;
  readonly at: Location;
}

export function showFacts(directory: Directory, network: Network): ShownFacts {
  const { registration, service, workspaceSubnets, controllerSubnets, vpc } = directory;
  const dns = service?.dns?.kind === 'known' ? service.dns.value : undefined;
  const forwards = service?.hostsControllers.kind === 'known' && !service.hostsControllers.value;
  return defined({
    regions: regionsOf(directory, network),
    protocols: protocolsOf(directory),
    licensing: licensingOf(directory),
    vpcCidrs:
      vpc &&
      cidrsOf(
        vpc.cidrs.map(({ set }) => set),
        `${registration.name} is in ${vpc.name}`,
        vpc.at,
      ),
    workspaceSubnets: subnetsOf(workspaceSubnets, network, `${registration.name} has its WorkSpaces in`),
    directoryControllers:
      service && forwards && dns ? shown(dns, `${service.name} forwards to them`, service.at) : undefined,
    controllerSubnets: subnetsOf(controllerSubnets, network, `${service?.name ?? ''} stands in`),
  });
}

/** For people, what a fact is. */
export function factText(value: string | readonly string[] | PeerSet): string {
  if (typeof value === 'string') return value;
  return ('v4' in value ? peerTexts(value) : value).join(', ');
}

function shown<T>(value: T, reason: string, at: Location): Shown<T> {
  return { value, why: `${reason} (${whereIs(at)})`, at };
}

function cidrsOf(sets: readonly Value<PeerSet>[], reason: string, at: Location): Shown<PeerSet> | undefined {
  const known = sets.flatMap((set) => (set.kind === 'known' ? [set.value] : []));
  return known.length === 0 || known.length < sets.length ? undefined : shown(unionAll(known), reason, at);
}

function subnetsOf(uses: readonly Use[], network: Network, reason: string): Shown<PeerSet> | undefined {
  const [first] = uses;
  const subnets = uses.flatMap((use) => network.subnet(use) ?? []);
  if (first === undefined || subnets.length < uses.length) return undefined;
  const names = [...new Set(subnets.map(({ name }) => name))].join(' and ');
  return cidrsOf(
    subnets.map(({ cidrs }) => cidrs),
    `${reason} ${names}`,
    first.at,
  );
}

/** A Region that the files state, else the one whose zones the subnets are in. */
function regionsOf(
  { registration, service, workspaceSubnets, controllerSubnets, vpc }: Directory,
  network: Network,
): Shown<readonly string[]> | undefined {
  const subnets = [...workspaceSubnets, ...controllerSubnets].flatMap((use) => network.subnet(use) ?? []);
  for (const thing of [registration, service, ...subnets, vpc]) {
    if (thing?.region?.kind !== 'known') continue;
    return shown([thing.region.value], `${thing.name} is in ${thing.region.value}`, thing.at);
  }
  for (const { zone, name, at } of subnets) {
    const region = zone?.kind === 'known' ? regionOfZone(zone.value) : undefined;
    if (region === undefined || zone?.kind !== 'known') continue;
    return shown([region], `${name} is in ${zone.value}`, at);
  }
  return undefined;
}

/** Only when every WorkSpace that could count says which it streams over. */
function protocolsOf({ workspaces, perhaps }: Directory): Shown<readonly StreamingProtocol[]> | undefined {
  const [first, ...more] = workspaces;
  if (first === undefined) return undefined;
  const found = new Set<StreamingProtocol>();
  for (const { protocols } of [...workspaces, ...perhaps]) {
    if (protocols?.kind !== 'known') return undefined;
    for (const word of protocols.value) {
      const protocol = streamingProtocol(word);
      if (protocol === undefined) return undefined;
      found.add(protocol);
    }
  }
  const others = more.length === 0 ? ' says so' : ` and ${more.length} more say so`;
  return found.size === 0 ? undefined : shown([...found].sort(), `${first.name}${others}`, first.at);
}

/** Only bundles that are named after it show that a license is brought along. */
function licensingOf({ workspaces, perhaps }: Directory): ShownFacts['licensing'] {
  const all = [...workspaces, ...perhaps];
  const [first] = workspaces;
  const isByol = all.every(({ bundle }) =>
    bundle?.words.some((word) => /(?<![a-z])byol(?![a-z])/i.test(word)),
  );
  if (first?.bundle === undefined || !isByol) return undefined;
  return shown('byol', `the bundle of ${first.name} is called so`, first.bundle.at);
}
