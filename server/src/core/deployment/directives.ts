import type { Comment, Direction, Stated } from '../policies/policy';
import type { Target } from '../policies/target';
import { requirementIds } from '../requirements/editions';
import { ROLES, type Role, type StreamingProtocol } from '../requirements/requirement';
import type { Location } from '../text/source';
import { CHECK_IDS, isCheckId, type CheckId } from './check-ids';
import { didYouMean } from '../text/nearest';

/** What a comment `workspaces-netlint: key=value …` asks for. */
export interface Directive {
  readonly at: Location;
  readonly roles: readonly Role[];
  /** As written: whether the code exists is for `unsupported-region` to say. */
  readonly regions: readonly string[];
  readonly protocols?: readonly StreamingProtocol[];
  readonly direction?: Direction;
  readonly suppression?: Suppression;
}

/** Silences findings of some checks on the policy it stands at. */
export interface Suppression {
  readonly at: Location;
  readonly rules: readonly CheckId[];
  /** Only this requirement; left out = all. */
  readonly requirement?: string;
  /** The last day on which it holds, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly reason: string;
}

/** A directive that does nothing but be told what is wrong with it. */
export interface InvalidDirective {
  readonly message: string;
  readonly at: Location;
}

/** What a comment begins with that is addressed to the linter. */
export const DIRECTIVE_MARK = 'workspaces-netlint:';
export const DIRECTIVE_KEYS = [
  'role',
  'region',
  'protocols',
  'direction',
  'disable',
  'requirement',
  'until',
  'reason',
] as const;
type Key = (typeof DIRECTIVE_KEYS)[number];
const AWS_TAGS = { 'workspaces-netlint:role': 'role', 'workspaces-netlint:region': 'region' } as const;

/** Reads a comment. Undefined when it is not addressed to the linter. */
export function readDirective(comment: Comment): Directive | InvalidDirective | undefined {
  if (!comment.text.startsWith(DIRECTIVE_MARK)) return undefined;
  const pairs = splitPairs(comment.text.slice(DIRECTIVE_MARK.length));
  return typeof pairs === 'string' ? { message: pairs, at: comment.at } : build(pairs, comment.at);
}

/** Reads the tags of what can be judged, whose values cannot hold commas everywhere: spaces, `/` and `+` separate as well. */
export function readTags({ tags }: Pick<Target, 'tags'>): readonly (Directive | InvalidDirective)[] {
  return tags.flatMap(({ key, value, at }) => {
    if (key !== 'workspaces-netlint:role' && key !== 'workspaces-netlint:region') {
      if (!key.startsWith(DIRECTIVE_MARK)) return [];
      return [
        {
          message: `The tag "${key}" means nothing to the linter.${didYouMean(key, Object.keys(AWS_TAGS))}`,
          at,
        },
      ];
    }
    return [
      build(
        new Map([
          [
            AWS_TAGS[key],
            value
              .trim()
              .split(/[\s,/+]+/)
              .join(','),
          ],
        ]),
        at,
      ),
    ];
  });
}

/** Reads role and Regions that a format has keys for. */
export function readStated(
  roles: readonly Stated[],
  regions: readonly Stated[],
): readonly (Directive | InvalidDirective)[] {
  return [
    ...roles.map(({ value, at }) => build(new Map<Key, string>([['role', value]]), at)),
    ...regions.map(({ value, at }) => build(new Map<Key, string>([['region', value]]), at)),
  ];
}

export function isInvalid(directive: Directive | InvalidDirective): directive is InvalidDirective {
  return 'message' in directive;
}

/** `a=b c="d e"` as a map, or what is wrong with it. */
function splitPairs(text: string): Map<Key, string> | string {
  const pairs = new Map<Key, string>();
  const pattern = /\s*(?:([^\s=]+)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*|)|(\S+))/gy;
  const rest = text.trimEnd();
  while (pattern.lastIndex < rest.length) {
    const match = pattern.exec(rest);
    const [, key, value, word] = match ?? [];
    if (key === undefined) return `"${word ?? rest.slice(pattern.lastIndex)}" is not of the form key=value.`;
    if (!isKey(key))
      return `A directive has no key "${key}".${didYouMean(key, DIRECTIVE_KEYS) || ` It knows ${DIRECTIVE_KEYS.join(', ')}.`}`;
    if (value === undefined || value === '') return `The value of "${key}" is missing.`;
    pairs.set(key, unquote(value));
  }
  return pairs.size === 0
    ? `A directive says something: ${DIRECTIVE_KEYS.map((key) => `${key}=…`).join(' ')}.`
    : pairs;
}

function unquote(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1).replaceAll('\\"', '"') : value;
}

function isKey(text: string): text is Key {
  return DIRECTIVE_KEYS.some((key) => key === text);
}

function build(pairs: ReadonlyMap<Key, string>, at: Location): Directive | InvalidDirective {
  const fail = (message: string): InvalidDirective => ({ message, at });
  const list = (key: Key): readonly string[] =>
    (pairs.get(key) ?? '').split(',').filter((item) => item !== '');

  const roles: Role[] = [];
  for (const word of list('role')) {
    const role = ROLES.find((known) => known === word);
    if (role === undefined)
      return fail(
        `There is no role "${word}".${didYouMean(word, ROLES) || ` Roles are ${ROLES.join(', ')}.`}`,
      );
    roles.push(role);
  }

  const protocols: StreamingProtocol[] = [];
  for (const word of list('protocols')) {
    const protocol = streamingProtocol(word);
    if (protocol === undefined)
      return fail(`There is no streaming protocol "${word}". It is pcoip or wsp (also called dcv).`);
    protocols.push(protocol);
  }

  const direction = pairs.get('direction');
  if (direction !== undefined && direction !== 'inbound' && direction !== 'outbound') {
    return fail(`A direction is inbound or outbound, not "${direction}".`);
  }

  const suppression = pairs.has('disable') ? buildSuppression(list('disable'), pairs, at) : undefined;
  if (typeof suppression === 'string') return fail(suppression);
  const orphan = (['requirement', 'until', 'reason'] as const).find((key) => pairs.has(key));
  if (suppression === undefined && orphan !== undefined)
    return fail(`"${orphan}" belongs to a "disable", which is missing.`);

  return {
    at,
    roles,
    regions: list('region'),
    ...(protocols.length > 0 && { protocols }),
    ...(direction !== undefined && { direction }),
    ...(suppression !== undefined && { suppression }),
  };
}

function buildSuppression(
  ids: readonly string[],
  pairs: ReadonlyMap<Key, string>,
  at: Location,
): Suppression | string {
  const rules: CheckId[] = [];
  for (const id of ids) {
    if (!isCheckId(id)) return `There is no check "${id}".${didYouMean(id, CHECK_IDS)}`;
    rules.push(id);
  }
  const reason = pairs.get('reason')?.trim() ?? '';
  if (reason === '') return 'A suppression needs a reason: add reason="…" so that the next reader knows why.';
  const until = pairs.get('until');
  if (until !== undefined && !isDate(until)) return `"${until}" is not a date. Write until=YYYY-MM-DD.`;
  const requirement = pairs.get('requirement');
  if (requirement !== undefined && !requirementIds().includes(requirement)) {
    return `There is no requirement "${requirement}".${didYouMean(requirement, requirementIds())}`;
  }
  return {
    at,
    rules,
    reason,
    ...(until !== undefined && { until }),
    ...(requirement !== undefined && { requirement }),
  };
}

/** `pcoip`, `wsp`, or `dcv`, which is what WSP is called today. */
export function streamingProtocol(word: string): StreamingProtocol | undefined {
  const lower = word.toLowerCase();
  if (lower === 'dcv') return 'wsp';
  return lower === 'pcoip' || lower === 'wsp' ? lower : undefined;
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1];
  return days !== undefined && Number(day) >= 1 && Number(day) <= days;
}
