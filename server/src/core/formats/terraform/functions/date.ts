import { number, string } from '../values/make';
import { NUMBER, STRING } from '../values/type';
import { textOf } from './arguments';
import type { Failure, Parameter, TfFunction } from './function';
import { failure } from './function';
import { type Instant, readInstant, toCalendar, twoDigits, writeInstant, writeOffset } from './instant';
import { quote } from '../values/quote';

const timestamp: Parameter = { name: 'timestamp', type: STRING };

export const DATE_FUNCTIONS: Readonly<Record<string, TfFunction>> = {
  formatdate: {
    parameters: [{ name: 'format', type: STRING }, timestamp],
    result: STRING,
    call([format, time], { at }) {
      const instant = readInstant(textOf(time));
      if (instant === undefined) return noTimestamp(1);
      const formatted = formatInstant(textOf(format), instant);
      return typeof formatted === 'string' ? string(formatted, at) : formatted;
    },
  },
  timeadd: {
    parameters: [timestamp, { name: 'duration', type: STRING }],
    result: STRING,
    call([time, duration], { at }) {
      const instant = readInstant(textOf(time));
      if (instant === undefined) return noTimestamp(0);
      const seconds = readDuration(textOf(duration));
      if (seconds === undefined) return failure('a duration is written as in "1h30m"', 1);
      return string(writeInstant({ ...instant, seconds: Math.floor(instant.seconds + seconds) }), at);
    },
  },
  timecmp: {
    parameters: [
      { ...timestamp, name: 'timestamp_a' },
      { ...timestamp, name: 'timestamp_b' },
    ],
    result: NUMBER,
    call([first, second], { at }) {
      const [a, b] = [readInstant(textOf(first)), readInstant(textOf(second))];
      if (a === undefined || b === undefined) return noTimestamp(a === undefined ? 0 : 1);
      return number(
        Math.sign(a.seconds - b.seconds || Number(`0.${a.fraction}0`) - Number(`0.${b.fraction}0`)),
        at,
      );
    },
  },
};

function noTimestamp(argument: number): Failure {
  return failure('a timestamp is written as in "2006-01-02T15:04:05Z"', argument);
}

const UNITS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** In seconds: "-1h30m", "0". */
function readDuration(text: string): number | undefined {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:h|ms|m|s|us|µs|ns)){1,20}|0)$/.exec(text.slice(0, 200));
  if (match === null) return undefined;
  let seconds = 0;
  for (const [, amount = '', unit = ''] of (match[2] ?? '').matchAll(/([\d.]+)([a-zµ]+)/g)) {
    seconds += Number(amount) * (UNITS[unit] ?? 0);
  }
  if (seconds > LONGEST_DURATION) return undefined;
  return match[1] === '-' ? -seconds : seconds;
}

/** In seconds; Terraform counts nanoseconds in 64 bits. */
const LONGEST_DURATION = 9_223_372_036;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** `'quoted'`, a run of one letter, or anything else as it is. */
const TOKEN = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+/y;

function formatInstant(format: string, instant: Instant): string | Failure {
  let result = '';
  for (let at = 0; at < format.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(format);
    if (match === null) return failure('a quote is not closed', 0);
    const [token, quoted, letter] = match;
    const text =
      letter === undefined ? (quoted?.replaceAll("''", "'") ?? token) : formatToken(token, instant);
    if (text === undefined) return failure(`there is no verb ${quote(token)}`, 0);
    result += text;
  }
  return result;
}

function formatToken(token: string, instant: Instant): string | undefined {
  const { year, month, day, hour, minute, second, weekday } = toCalendar(instant);
  const half = hour % 12 === 0 ? 12 : hour % 12;
  const verbs: Readonly<Record<string, string>> = {
    YYYY: String(year).padStart(4, '0'),
    YY: twoDigits(year % 100),
    MMMM: MONTHS[month - 1] ?? '',
    MMM: (MONTHS[month - 1] ?? '').slice(0, 3),
    MM: twoDigits(month),
    M: String(month),
    DD: twoDigits(day),
    D: String(day),
    EEEE: DAYS[weekday] ?? '',
    EEE: (DAYS[weekday] ?? '').slice(0, 3),
    hh: twoDigits(hour),
    h: String(hour),
    HH: twoDigits(half),
    H: String(half),
    AA: hour < 12 ? 'AM' : 'PM',
    aa: hour < 12 ? 'am' : 'pm',
    mm: twoDigits(minute),
    m: String(minute),
    ss: twoDigits(second),
    s: String(second),
    ZZZZZ: writeOffset(instant.offset, ':'),
    ZZZZ: writeOffset(instant.offset, ''),
    ZZZ: instant.offset === 0 ? 'UTC' : writeOffset(instant.offset, ''),
    Z: instant.offset === 0 ? 'Z' : writeOffset(instant.offset, ':'),
  };
  return Object.hasOwn(verbs, token) ? verbs[token] : undefined;
}
