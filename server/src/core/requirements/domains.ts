import { isSure } from './addresses';
import type { Confidence, DomainValue, Level, PeerSource } from './requirement';

export type Domains = Extract<PeerSource, { kind: 'domains' }>;

/** A host that a requirement names. */
export interface Host {
  /** In the form of `packets/domain-name.ts`. */
  readonly name: string;
  /** Where the source says so by its scheme; else the port is that of the requirement's flows. */
  readonly port?: number;
  /** Left out: too unsure to be demanded. */
  readonly level?: Level;
}

/** What a requirement names in a Region, sure or not. */
export function hostsOf(
  { everywhere, byRegion }: Domains,
  region: string | undefined,
  families: readonly string[] = ['ipv4'],
): readonly Host[] {
  const further = region === undefined ? undefined : byRegion.get(region);
  return [...everywhere, ...(further ?? [])]
    .filter(({ ipFamily }) => ipFamily === undefined || families.includes(ipFamily))
    .map(hostOf);
}

function hostOf({ value, confidence }: DomainValue): Host {
  const [, scheme, name = ''] = /^(?:([a-z]+):(?:\/\/)?)?([^/]+)/.exec(value) ?? [];
  const port = scheme === undefined ? undefined : PORTS.get(scheme);
  const level = levelOf(confidence);
  return { name, ...(port !== undefined && { port }), ...(level !== undefined && { level }) };
}

const PORTS: ReadonlyMap<string, number> = new Map([
  ['https', 443],
  ['http', 80],
]);

/** What AWS prints is demanded, what others have seen is good advice, and guesses are neither. */
function levelOf(confidence: Confidence): Level | undefined {
  if (isSure(confidence)) return 'required';
  return confidence === 'third-party' ? 'recommended' : undefined;
}
