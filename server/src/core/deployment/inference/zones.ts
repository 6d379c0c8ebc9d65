import { REGION_CODES } from '../../requirements/regions';

/** The Region of an availability zone's name (`us-east-1a`, `us-west-2-lax-1a`) or id (`use1-az1`). */
export function regionOfZone(zone: string): string | undefined {
  const [name] = /^[a-z]{2}(?:-[a-z]+)+-\d(?=[a-z]$|-[a-z])/.exec(zone) ?? [];
  if (name !== undefined) return name;
  const [short] = /^[a-z]+\d(?=-)/.exec(zone) ?? [];
  return short === undefined ? undefined : BY_SHORT_NAME.get(short);
}

/** `us-gov-west-1` is `usgw1` in ids: the first part as it is, of the others the points of the compass. */
function shortName(region: string): string {
  const [area = '', ...parts] = region.split('-');
  return area + parts.map((part) => POINTS[part] ?? part.charAt(0)).join('');
}

const POINTS: Readonly<Record<string, string>> = {
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
};

const BY_SHORT_NAME: ReadonlyMap<string, string> = new Map(
  REGION_CODES.map((region) => [shortName(region), region]),
);
