import { MAX_TEXT, TEXT_EXCEEDED } from '../values/limits';
import { formatNumber } from '../values/number';
import { asBool, asNumber, asString } from '../values/primitive';
import type { TfValue } from '../values/value';
import type { Failure } from './function';
import { failure } from './function';
import { graphemes } from './graphemes';
import { writeJson } from './json';

interface Verb {
  readonly raw: string;
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly mode: string;
}

/** `%[2]-08.3f`; flags, width, precision and the argument's number may be left out. */
const VERB = /%(?:%|([#+ 0-]*)(\d{1,7})?(?:\.(\d{0,7}))?(?:\[(\d{1,7})\])?([a-zA-Z]))/y;

/** What Terraform's format() makes of wholly known arguments. */
export function formatText(pattern: string, args: readonly TfValue[]): string | Failure {
  let result = '';
  let next = 0;
  let highest = 0;
  for (let at = 0; at < pattern.length;) {
    const percent = pattern.indexOf('%', at);
    result += pattern.slice(at, percent === -1 ? undefined : percent);
    if (result.length > MAX_TEXT) return { kind: 'failure', reason: TEXT_EXCEEDED, limit: true };
    if (percent === -1) break;
    VERB.lastIndex = percent;
    const match = VERB.exec(pattern);
    if (match === null) return failure(`there is no verb behind the "%" at offset ${percent}`, 0);
    const [raw, flags = '', width, precision, index, mode] = match;
    at = percent + raw.length;
    if (mode === undefined) {
      result += '%';
      continue;
    }
    const position = index === undefined ? next : Number(index) - 1;
    next = position + 1;
    highest = Math.max(highest, next);
    const argument = args[position];
    if (argument === undefined) return failure(`there is no argument for "${raw}"`, 0);
    const verb = {
      raw,
      flags,
      width: width === undefined ? undefined : Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      mode,
    };
    if ((verb.width ?? 0) + (verb.precision ?? 0) > MAX_TEXT)
      return { kind: 'failure', reason: TEXT_EXCEEDED, limit: true };
    const text = formatOne(verb, argument);
    if (typeof text !== 'string') return text;
    result += text;
  }
  if (highest < args.length)
    return failure(`there are ${args.length} arguments, and only ${highest} are used`);
  return result;
}

function formatOne(verb: Verb, argument: TfValue): string | Failure {
  switch (verb.mode) {
    case 'v':
      return pad(formatAsIs(verb, argument), verb);
    case 't': {
      const value = asBool(argument);
      return typeof value === 'boolean' ? String(value) : refuse(verb, 'a bool is required');
    }
    case 's':
    case 'q': {
      const value = asString(argument);
      if (typeof value !== 'string') return refuse(verb, 'a string is required');
      const cut =
        verb.precision === undefined || verb.precision === 0
          ? value
          : graphemes(value).slice(0, verb.precision).join('');
      return pad(verb.mode === 'q' ? writeJson({ kind: 'string', value: cut, at: argument.at }) : cut, verb);
    }
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G': {
      const value = asNumber(argument);
      return typeof value === 'number' ? formatNumeric(verb, value) : refuse(verb, 'a number is required');
    }
    default:
      return failure(`there is no verb "${verb.raw}"`, 0);
  }
}

function refuse(verb: Verb, reason: string): Failure {
  return failure(`the argument for "${verb.raw}" does not fit: ${reason}`);
}

function formatAsIs(verb: Verb, argument: TfValue): string {
  if (!verb.flags.includes('#')) {
    if (argument.kind === 'string') return argument.value;
    if (argument.kind === 'number') return shortest(argument.value);
  }
  return writeJson(argument);
}

/** As Go's %g without precision: an exponent below 10⁻⁴ and from 10²¹ on. */
function shortest(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e21)
    ? goExponent(value.toExponential())
    : formatNumber(value);
}

/** Go writes at least two digits of an exponent. */
function goExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function formatNumeric(verb: Verb, value: number): string | Failure {
  const sign = value < 0 ? '-' : verb.flags.includes('+') ? '+' : verb.flags.includes(' ') ? ' ' : '';
  const digits = writeDigits(verb, Math.abs(value));
  if (digits === undefined) return refuse(verb, 'a whole number is required');
  const zeros =
    verb.flags.includes('0') &&
    !verb.flags.includes('-') &&
    !(isInteger(verb) && verb.precision !== undefined);
  if (zeros && verb.width !== undefined) return sign + digits.padStart(verb.width - sign.length, '0');
  return pad(sign + digits, { ...verb, flags: verb.flags.replace('0', '') });
}

function isInteger(verb: Verb): boolean {
  return 'bdoxX'.includes(verb.mode);
}

function writeDigits(verb: Verb, size: number): string | undefined {
  const precision = Math.min(verb.precision ?? 6, 100);
  switch (verb.mode) {
    case 'f':
      // toFixed falls back to an exponent from 10²¹ on; such numbers have no fraction.
      return size >= 1e21
        ? BigInt(size).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
        : size.toFixed(precision);
    case 'e':
      return goExponent(size.toExponential(precision));
    case 'E':
      return goExponent(size.toExponential(precision)).toUpperCase();
    case 'g':
      return general(size, verb.precision);
    case 'G':
      return general(size, verb.precision).toUpperCase();
    default:
      return writeInteger(verb, size);
  }
}

function general(size: number, precision: number | undefined): string {
  if (precision === undefined) return shortest(size);
  const digits = Math.min(Math.max(precision, 1), 100);
  const exponential = size.toExponential(digits - 1);
  const exponent = Number(exponential.slice(exponential.indexOf('e') + 1));
  if (exponent < -4 || exponent >= digits) return goExponent(exponential.replace(/\.?0+(?=e)/, ''));
  return formatNumber(Number(exponential));
}

function writeInteger(verb: Verb, size: number): string | undefined {
  if (!Number.isInteger(size)) return undefined;
  const base = verb.mode === 'b' ? 2 : verb.mode === 'o' ? 8 : verb.mode === 'd' ? 10 : 16;
  const digits = BigInt(size)
    .toString(base)
    .padStart(verb.precision ?? 0, '0');
  const prefix = verb.flags.includes('#') ? (PREFIXES[verb.mode] ?? '') : '';
  return prefix + (verb.mode === 'X' ? digits.toUpperCase() : digits);
}

const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function pad(text: string, verb: Verb): string {
  const missing = (verb.width ?? 0) - graphemes(text).length;
  if (missing <= 0) return text;
  if (verb.flags.includes('-')) return text + (verb.flags.includes('0') ? '0' : ' ').repeat(missing);
  return (verb.flags.includes('0') ? '0' : ' ').repeat(missing) + text;
}
