import { headerOf } from '../module';
import { regionOf } from '../provider';
import { string, unknownValue } from '../values/make';
import { STRING } from '../values/type';
import type { TfValue } from '../values/value';
import { argumentOf, type Answers, type DataSource } from './data-source';

const ownRegion = (source: DataSource, name: string): TfValue | undefined =>
  argumentOf(source, 'name') ??
  (argumentOf(source, 'endpoint') === undefined ? ofRegion((region) => region)(source, name) : undefined);

/** `aws_region`: the one that is asked for, else the provider's. */
export const REGION: Answers = { name: ownRegion, id: ownRegion, region: ownRegion };

const partition = ofRegion((region) => partitionOf(region).name);

/** `aws_partition` follows from the provider's Region. */
export const PARTITION: Answers = {
  id: partition,
  partition,
  dns_suffix: ofRegion((region) => partitionOf(region).suffix),
  reverse_dns_prefix: ofRegion((region) => partitionOf(region).suffix.split('.').reverse().join('.')),
};

function ofRegion(say: (region: string) => string): (source: DataSource, name: string) => TfValue {
  return ({ module, declaration, instance }, name) => {
    const at = headerOf(declaration);
    const region = regionOf(module, declaration, instance);
    if (region?.kind === 'known') return string(say(region.value), at);
    const reference = `${instance.address}.${name}`;
    const why = region ?? { reason: `${reference} depends on the provider, which states no Region`, at };
    return { ...unknownValue(why, STRING), reference, present: true };
  };
}

interface Partition {
  readonly name: string;
  /** What the names of its services end with. */
  readonly suffix: string;
}

const COMMERCIAL: Partition = { name: 'aws', suffix: 'amazonaws.com' };

const PARTITIONS: ReadonlyMap<string, Partition> = new Map([
  ['cn-', { name: 'aws-cn', suffix: 'amazonaws.com.cn' }],
  ['us-gov-', { name: 'aws-us-gov', suffix: 'amazonaws.com' }],
  ['us-iso-', { name: 'aws-iso', suffix: 'c2s.ic.gov' }],
  ['us-isob-', { name: 'aws-iso-b', suffix: 'sc2s.sgov.gov' }],
  ['eu-isoe-', { name: 'aws-iso-e', suffix: 'cloud.adc-e.uk' }],
  ['us-isof-', { name: 'aws-iso-f', suffix: 'csp.hci.ic.gov' }],
  ['eusc-', { name: 'aws-eusc', suffix: 'amazonaws.eu' }],
]);

function partitionOf(region: string): Partition {
  return [...PARTITIONS].find(([prefix]) => region.startsWith(prefix))?.[1] ?? COMMERCIAL;
}
