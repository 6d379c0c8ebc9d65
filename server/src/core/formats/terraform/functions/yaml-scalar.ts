import type { Location } from '../../../text/source';
import type { YamlTreeScalar } from '../../../syntax/yaml-tree';
import { bool, nullAt, number, string, unknownValue } from '../values/make';
import { quote } from '../values/quote';
import type { TfValue } from '../values/value';
import { decodeBase64 } from './bytes';
import { type Failure, failure } from './function';
import { readYamlTimestamp } from './yaml-timestamp';

/*
 * Terraform's reader of YAML is one of version 1.1 with some of 1.2: "yes" and "on" are bools, and 010 is ten.
 */

const BOOLS: ReadonlyMap<string, boolean> = new Map(
  ['y', 'yes', 'true', 'on', 'n', 'no', 'false', 'off'].flatMap((word, index) => {
    const forms = [word, (word[0] ?? '').toUpperCase() + word.slice(1), word.toUpperCase()];
    return forms.map((form) => [form, index < 4] as const);
  }),
);
const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const INFINITY = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const OCTAL_OR_HEXADECIMAL = /^(?:0o[0-7]+|0x[\da-fA-F]+)$/;

const TAG = 'tag:yaml.org,2002:';

/** The value of a scalar; everything that is nothing else is a string. */
export function resolveScalar(scalar: YamlTreeScalar, at: Location): TfValue | Failure {
  const { text, tag, style } = scalar;
  switch (tag) {
    case undefined:
      return style === 'quoted' ? string(text, at) : resolvePlain(text, at);
    case `${TAG}str`:
      return string(text, at);
    case `${TAG}binary`:
      return decodeBase64(text) === undefined ? failure('a !!binary is not base64', 0) : string(text, at);
    case `${TAG}bool`:
    case `${TAG}int`:
    case `${TAG}float`:
    case `${TAG}null`:
    case `${TAG}timestamp`:
      return style === 'quoted' && startsSomething(text) ? string(text, at) : resolveAs(tag, text, at);
    default:
      return failure(`the tag ${tag} means nothing to Terraform`, 0);
  }
}

/** Only what begins like a number, a bool or a null is looked at at all. */
function startsSomething(text: string): boolean {
  return /^(?:$|[-+.\dyYnNtTfFoO~])/.test(text);
}

function resolvePlain(text: string, at: Location): TfValue | Failure {
  const bare = resolveWord(text, at) ?? resolveNumber(text, at);
  if (bare !== undefined) return bare;
  if (NOT_A_NUMBER.test(text)) return failure(`${text} is no number in Terraform`, 0);
  return string(readYamlTimestamp(text) ?? text, at);
}

function resolveWord(text: string, at: Location): TfValue | undefined {
  const truth = BOOLS.get(text);
  if (truth !== undefined) return bool(truth, at);
  if (NULLS.has(text)) return nullAt(at);
  return INFINITY.test(text) ? unknownValue({ reason: `${text} is no number`, at }) : undefined;
}

function resolveNumber(text: string, at: Location): TfValue | undefined {
  if (!DECIMAL.test(text) && !OCTAL_OR_HEXADECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? number(value, at) : unknownValue({ reason: `${text} is too big here`, at });
}

function resolveAs(tag: string, text: string, at: Location): TfValue | Failure {
  if (tag === `${TAG}null`) return nullAt(at);
  const value = resolveWord(text, at) ?? resolveNumber(text, at);
  const stamp = readYamlTimestamp(text);
  if (value !== undefined) return value;
  if (tag === `${TAG}timestamp` && stamp !== undefined) return string(stamp, at);
  return failure(`${quote(text)} is no ${tag.slice(TAG.length)}`, 0);
}
