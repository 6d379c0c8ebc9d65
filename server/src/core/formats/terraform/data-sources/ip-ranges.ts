import type { Location } from '../../../text/source';
import type { Unknown } from '../../../values/value';
import type { IpRanges } from '../../format';
import { readInstant } from '../functions/instant';
import { headerOf } from '../module';
import { list, number, string, unknownValue } from '../values/make';
import { listOf, STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { argumentOf, type Answers, type DataSource } from './data-source';

type Why = Omit<Unknown, 'kind'>;

/**
 * `aws_ip_ranges`, from the publication that is shipped. The addresses are the published ones; where neighbours were
 * joined there are fewer CIDRs than AWS lists.
 */
export const IP_RANGES: Answers = {
  cidr_blocks: (source) => blocks(source, 'v4'),
  ipv6_cidr_blocks: (source) => blocks(source, 'v6'),
  create_date: (source) => {
    const published = publicationFor(source);
    return published && string(published.createDate, headerOf(source.declaration));
  },
  sync_token: (source) => {
    const published = publicationFor(source);
    const seconds = published && secondsOf(published.createDate);
    return seconds === undefined ? undefined : number(seconds, headerOf(source.declaration));
  },
};

/** Another document may say anything. */
function publicationFor(source: DataSource): IpRanges | undefined {
  return argumentOf(source, 'url') === undefined ? source.module.environment.ipRanges : undefined;
}

function secondsOf(createDate: string): number | undefined {
  return readInstant(createDate.replace(/^(.{10})-(..)-(..)-(..)$/, '$1T$2:$3:$4Z'))?.seconds;
}

function blocks(source: DataSource, family: 'v4' | 'v6'): TfValue | undefined {
  const published = publicationFor(source);
  const asked = argumentOf(source, 'services');
  if (published === undefined || asked === undefined) return undefined;
  const at = headerOf(source.declaration);
  const services = namesIn(asked);
  const regions = namesIn(argumentOf(source, 'regions'));
  const found = new Set<string>();
  const isEverywhere = regions.names.length === 0 && regions.more === undefined;
  let more = services.more ?? regions.more;
  for (const service of services.names) {
    for (const region of isEverywhere ? [undefined] : regions.names) {
      const cidrs = published.cidrs(service, region)?.[family];
      if (cidrs === undefined) more ??= notShipped(service, region, published, at);
      else for (const cidr of cidrs) found.add(cidr);
    }
  }
  if (found.size === 0 && more !== undefined) return unknownValue(more, listOf(STRING));
  const sorted = [...found].sort().map((cidr) => string(cidr, at));
  return list(sorted, at, more && { reason: more.reason, at: more.at, head: 0 });
}

function notShipped(
  service: string,
  region: string | undefined,
  { createDate }: IpRanges,
  at: Location,
): Why {
  const where = region === undefined ? 'all Regions' : region;
  const reason = `the catalog of ${createDate.slice(0, 10)} does not hold the ranges of ${service} in ${where}`;
  return { reason, at };
}

/** The texts in a list, and why there may be more. */
function namesIn(value: TfValue | undefined): { readonly names: readonly string[]; readonly more?: Why } {
  if (value === undefined) return { names: [] };
  if (!('elements' in value)) {
    return {
      names: [],
      more: value.kind === 'unknown' ? value : { reason: 'this is no list', at: value.at },
    };
  }
  const names = value.elements.flatMap((element) => (element.kind === 'string' ? [element.value] : []));
  const other = value.elements.find(({ kind }) => kind !== 'string');
  const more = other?.kind === 'unknown' ? other : value.open;
  return more === undefined ? { names } : { names, more: { reason: more.reason, at: more.at } };
}
