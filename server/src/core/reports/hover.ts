import type { Analysis } from '../analysis';
import { reasonText } from '../deployment/inference/inferred';
import { reasonsFor, type Placement } from '../deployment/placement';
import type { VpcPlacement } from '../deployment/vpcs';
import { parseAddresses } from '../packets/cidr';
import { addressCount, addressPeers, isEmpty, peerTexts, type PeerSet } from '../packets/peer-set';
import type { Rule } from '../policies/policy';
import type { Target } from '../policies/target';
import { loadEdition, type Edition } from '../requirements/editions';
import type { Requirement } from '../requirements/requirement';
import { grouped } from '../text/grouped';
import { lineSpan, positionAt } from '../text/lines';
import type { SourceFile, Span } from '../text/source';
import { ownerTexts } from './owner-texts';
import { placeAt, type Place } from './place';
import { ruleText } from './rule-text';
import { standingsOf, standingText } from './standing';

/** What there is to say about a place. */
export interface Hover {
  /** What it is about. */
  readonly span: Span;
  /** Markdown. */
  readonly text: string;
}

/** Explains a place: whose an address is, what a port is for, what a rule admits, why a policy has its role. */
export function hoverAt(
  analysis: Pick<Analysis, 'placements' | 'vpcs' | 'coverage' | 'catalog'>,
  file: SourceFile,
  offset: number,
): Hover | undefined {
  const edition = loadEdition(analysis.catalog.edition);
  const place = placeAt(analysis, file, offset);
  const word = wordAt(file, offset);
  return (
    (edition && word && place && aboutPort(word, place, edition)) ??
    aboutPeer(place) ??
    (word && aboutAddress(word)) ??
    (place && aboutRule(analysis, edition, place)) ??
    aboutVpc(analysis, file, offset) ??
    (place && aboutPolicy(analysis, file, offset, place))
  );
}

interface Word {
  readonly text: string;
  readonly span: Span;
}

/** Two IPv6 addresses and a dash. */
const LONGEST_WORD = 100;

/** What could be a port, an address or a range around an offset. */
function wordAt(file: SourceFile, offset: number): Word | undefined {
  const line = lineSpan(file, positionAt(file, offset).line);
  // An export may be a single line of megabytes.
  const from = Math.max(line.start, offset - LONGEST_WORD);
  const text = file.text.slice(from, Math.min(line.end, offset + LONGEST_WORD));
  for (const match of text.matchAll(/[0-9a-f.:/]*[0-9a-f](?: ?- ?[0-9a-f.:]+)?/gi)) {
    const span = { start: from + match.index, end: from + match.index + match[0].length };
    if (span.start <= offset && offset <= span.end) return { text: match[0], span };
  }
  return undefined;
}

/** A number that is one of its rule's ports: what needs it in the roles of the policy. */
function aboutPort({ text, span }: Word, { placement, rule }: Place, edition: Edition): Hover | undefined {
  const [, first, last = first] = /^(\d{1,5})(?: ?- ?(\d{1,5}))?$/.exec(text) ?? [];
  if (first === undefined || rule?.ports.kind !== 'known' || rule.direction.kind !== 'known')
    return undefined;
  const [from, to] = [Number(first), Number(last)];
  const isPort = rule.ports.value.some((range) => [range.from, range.to].includes(from) && to <= range.to);
  if (!isPort) return undefined;
  const direction = rule.direction.value;
  const users = requirementsOf(placement, edition).filter(
    (requirement) =>
      requirement.direction === direction &&
      requirement.flows.some(({ ports }) => ports.some((range) => range.from <= to && from <= range.to)),
  );
  if (users.length === 0) return undefined;
  const lines = users.map((requirement) => `- ${requirementText(requirement)}`);
  return { span, text: [`Port **${text}**, ${direction}, is for`, '', ...lines].join('\n') };
}

/** What the edition asks of a policy in its roles. */
function requirementsOf({ roles }: Placement, edition: Edition): readonly Requirement[] {
  return edition.requirements.filter(({ role }) => roles.some((claim) => claim.role === role));
}

function requirementText({ id, purpose }: Requirement): string {
  return `\`${id}\`: ${purpose}`;
}

/** A name or an expression that stands for addresses; literal ones speak for themselves. */
function aboutPeer(place: Place | undefined): Hover | undefined {
  const peer = place?.peer;
  if (peer === undefined) return undefined;
  if (peer.set.kind === 'unknown') {
    const sure = peer.atLeast === undefined ? '' : ` It is at least ${peerTexts(peer.atLeast).join(', ')}.`;
    return {
      span: peer.at.span,
      text: `Who this is cannot be known from the files: ${escaped(peer.set.reason)}.${sure}`,
    };
  }
  return { span: peer.at.span, text: addressesText(peer.text, peer.set.value) };
}

function aboutAddress({ text, span }: Word): Hover | undefined {
  const range = parseAddresses(text);
  if ('error' in range || !/[.:]/.test(text)) return undefined;
  return { span, text: addressesText(text, addressPeers(range)) };
}

function addressesText(written: string, set: PeerSet): string {
  const texts = peerTexts(set);
  const count = addressCount(set);
  const size = count === 0n ? '' : `, ${grouped(count)} ${count === 1n ? 'address' : 'addresses'}`;
  const same = texts.length === 1 && texts[0] === written;
  const shown = texts.length > 8 ? [...texts.slice(0, 8), `${texts.length - 8} more`] : texts;
  const title = `\`${written}\`${same || texts.length === 0 ? '' : ` = ${shown.join(', ')}`}${size}`;
  const owners = isEmpty(set) ? [] : ownerTexts(set);
  if (owners.length === 0)
    return `${title}\n\nNo WorkSpaces gateway or health check server that is known here has all of these addresses.`;
  const lines = owners.map(({ owner, since, until }) => {
    const gone = until === undefined ? '' : `, last in that of ${until}: **no longer listed**`;
    return `- **${owner}**, since the edition of ${since}${gone}`;
  });
  return [title, '', ...lines].join('\n');
}

function aboutRule(
  { coverage }: Pick<Analysis, 'coverage'>,
  edition: Edition | undefined,
  { placement, rule }: Place,
): Hover | undefined {
  if (rule === undefined) return undefined;
  const served = coverage.filter(
    ({ at, evidence }) => at === placement.policy.at && evidence.some((place) => isSame(place, rule)),
  );
  const lines = served.map(({ requirement, role, region, verdict }) => {
    const known = edition?.requirements.find((each) => each.id === requirement && each.role === role);
    const where = region === undefined ? '' : ` (${region})`;
    const what = known === undefined ? `\`${requirement}\`` : requirementText(known);
    return `- ${what}${where}${EXTENTS[verdict]}`;
  });
  const serves =
    lines.length > 0
      ? ['Serves', '', ...lines]
      : placement.roles.length === 0
        ? [`${code(placement.policy.name)} has no role, so nothing is asked of it.`]
        : rule.action === 'allow'
          ? [`No requirement of ${code(placement.policy.name)} needs it.`]
          : [];
  return {
    span: rule.at.span,
    text: [`This rule ${escaped(ruleText(rule))}.`, '', ...serves].join('\n').trimEnd(),
  };
}

/** How far the one rule gets. */
const EXTENTS = { met: '', missing: ', in part', undetermined: ', perhaps' } as const;

function isSame(place: Rule['at'], { at }: Rule): boolean {
  return place === at || (place.file === at.file && place.span.start === at.span.start);
}

/** On the line of a policy's header. */
function aboutPolicy(
  analysis: Pick<Analysis, 'coverage'>,
  file: SourceFile,
  offset: number,
  { placement }: Place,
): Hover | undefined {
  const { policy } = placement;
  if (!isOnLine(policy, file, offset)) return undefined;
  const rules = `${policy.rules.length} ${policy.rules.length === 1 ? 'rule' : 'rules'}`;
  const head = `${code(policy.name)}, a ${policy.kind.replace('-', ' ')} with ${rules}`;
  const said = roleText(analysis, placement) ?? [
    'It has no role, so it is not judged. A comment `workspaces-netlint: role=…` above it gives it one.',
  ];
  return { span: policy.at.span, text: [head, '', ...said].join('\n') };
}

/** On the line of a VPC's header. Of VPCs without a role, which most are, there is nothing to say. */
function aboutVpc(
  analysis: Pick<Analysis, 'vpcs' | 'coverage'>,
  file: SourceFile,
  offset: number,
): Hover | undefined {
  const placement = analysis.vpcs.find(({ policy }) => isOnLine(policy, file, offset));
  const said = placement && roleText(analysis, placement);
  if (placement === undefined || said === undefined) return undefined;
  const { name, at, cidrs } = placement.policy;
  const blocks = cidrs.map(({ set }) => (set.kind === 'known' ? peerTexts(set.value).join(', ') : 'unknown'));
  const notes = standingsOf(analysis)
    .filter((standing) => standing.at === at)
    .flatMap(({ entries }) => entries)
    .flatMap(({ region = '', note }) => (note === undefined ? [] : [`- ${escaped(`${region}: ${note}`)}`]));
  const head = `${code(name)}, a VPC with ${blocks.join(', ')}`;
  return { span: at.span, text: [head, '', ...said, '', ...notes].join('\n').trimEnd() };
}

function isOnLine({ at }: Target, file: SourceFile, offset: number): boolean {
  return at.file === file && positionAt(file, at.span.start).line === positionAt(file, offset).line;
}

/** Its roles, why it has them, and how it stands in each; undefined where it has none. */
function roleText(
  analysis: Pick<Analysis, 'coverage'>,
  placement: Placement | VpcPlacement,
): readonly string[] | undefined {
  const { policy, roles } = placement;
  if (roles.length === 0) return undefined;
  const standings = standingsOf(analysis).filter(({ at }) => at === policy.at);
  const why = roles.map(({ role, why }) => `- **${role}**, because ${escaped(why)}`);
  return ['Role:', '', ...why, '', ...inferredText(placement), ...standings.map(standingText)];
}

/** What was concluded about its deployment. */
function inferredText(placement: Placement | VpcPlacement): readonly string[] {
  const reasons = reasonsFor(placement).map((reason) => `- ${escaped(reasonText(reason))}`);
  return reasons.length === 0 ? [] : ['Concluded from the files:', '', ...reasons, ''];
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** Text of files is no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
