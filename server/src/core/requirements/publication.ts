import { parseAddresses, type AddressRange } from '../packets/cidr';
import { own } from './json';
import { type JsonObject, isObject } from '../values/json-object';

/** A file as AWS publishes it at https://ip-ranges.amazonaws.com/ip-ranges.json. */
export interface Publication {
  /** `2026-08-22-15-17-05`, UTC; later dates are greater as texts. */
  readonly createDate: string;
  readonly ipv4: readonly Prefix[];
  readonly ipv6: readonly Prefix[];
}

export interface Prefix {
  readonly service: string;
  /** A code, or `GLOBAL`. */
  readonly region: string;
  readonly range: AddressRange;
}

/**
 * Reads what claims to be a published file, which comes from outside: everything that is used of it is checked.
 * Answers with what is wrong as the end of a sentence that begins with the name of the file.
 */
export function readPublication(text: string): Publication | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: 'is no JSON, or only a part of it' };
  }
  try {
    return publication(json);
  } catch (error) {
    if (error instanceof Misfit) return { problem: `is no ip-ranges.json: ${error.message}` };
    throw error;
  }
}

function publication(json: unknown): Publication {
  const file = object(json, 'the whole');
  const createDate = text(file, 'createDate', 'createDate', DATE);
  text(file, 'syncToken', 'syncToken', TOKEN);
  return {
    createDate,
    ipv4: prefixes(file, 'prefixes', 'ip_prefix', 4),
    ipv6: prefixes(file, 'ipv6_prefixes', 'ipv6_prefix', 6),
  };
}

function prefixes(file: JsonObject, list: string, key: string, family: 4 | 6): readonly Prefix[] {
  const items = own(file, list);
  if (!Array.isArray(items)) throw new Misfit(`${list} should be a list`);
  return items.map((item: unknown, index) => {
    const at = `${list}[${index}]`;
    const entry = object(item, at);
    const cidr = text(entry, key, `${at}.${key}`, CIDR[family]);
    const range = parseAddresses(cidr);
    if ('error' in range || range.family !== family || range.hostBits !== undefined) {
      throw new Misfit(`${at}.${key} should be an IPv${family} CIDR, not ${JSON.stringify(cidr)}`);
    }
    return {
      service: text(entry, 'service', `${at}.service`, SERVICE),
      region: text(entry, 'region', `${at}.region`, REGION),
      range,
    };
  });
}

/** What a text has to look like, with an example for people. */
interface Form {
  readonly pattern: RegExp;
  readonly example: string;
}

const DATE: Form = { pattern: /^\d{4}(?:-\d{2}){5}$/, example: '2026-08-22-15-17-05' };
const TOKEN: Form = { pattern: /^\d+$/, example: '1787411825' };
const SERVICE: Form = { pattern: /^[A-Z][A-Z0-9_]*$/, example: 'WORKSPACES_GATEWAYS' };
const REGION: Form = { pattern: /^(?:GLOBAL|[a-z]{2,4}(?:-[a-z]+)+-\d+)$/, example: 'us-east-1 or GLOBAL' };
const CIDR: Readonly<Record<4 | 6, Form>> = {
  4: { pattern: /\/\d{1,3}$/, example: '192.0.2.0/24' },
  6: { pattern: /\/\d{1,3}$/, example: '2001:db8::/32' },
};

class Misfit extends Error {}

function object(value: unknown, at: string): JsonObject {
  if (isObject(value)) return value;
  throw new Misfit(`${at} should be an object`);
}

function text(object: JsonObject, key: string, at: string, form: Form): string {
  const value = own(object, key);
  if (typeof value === 'string' && form.pattern.test(value)) return value;
  const shown = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
  throw new Misfit(`${at} should look like ${form.example}, not ${shown}`);
}
