import { readInstant, writeInstant } from './instant';

const SYNTAX =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(Z|[+-]\d\d:\d\d))|(?: (\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?))?$/;

/** A timestamp of YAML the way Terraform writes them, without fractions; `undefined` when the text is none. */
export function readYamlTimestamp(text: string): string | undefined {
  const match = SYNTAX.exec(text);
  if (match === null) return undefined;
  const [year = '', month = '', day = ''] = match.slice(1);
  const time = [match[4] ?? match[8], match[5] ?? match[9], match[6] ?? match[10]].map((part) => two(part));
  const instant = readInstant(`${year}-${two(month)}-${two(day)}T${time.join(':')}${match[7] ?? 'Z'}`);
  return instant && writeInstant(instant);
}

function two(digits = '0'): string {
  return digits.padStart(2, '0');
}
