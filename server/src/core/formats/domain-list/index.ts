import { domainOf, domainSymbol, readDomain } from '../../packets/domain-name';
import { ALL_PORTS, ALL_PROTOCOLS } from '../../packets/packet-set';
import { NO_PEERS, peerTexts, symbolPeers, unionAll, type PeerSet } from '../../packets/peer-set';
import type { Change } from '../../policies/change';
import type { Peer, Policy } from '../../policies/policy';
import type { Edit } from '../../text/edits';
import { indentAt, insertion, lineEndAt, lineEndOf } from '../../text/layout';
import { nameOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import { known, type Value } from '../../values/value';
import type { Format, Problem } from '../format';
import { readLines, type Entry } from './entries';

/**
 * A plain list of domain names, one to a line, that is allowed as a whole: a file for `dstdomain` of Squid (`.acl`,
 * `.squid`), or a text file (`.txt`) with nothing else in it.
 */
export const domainList: Format = {
  name: 'domain-list',

  claims({ path, text }) {
    return (isSquid(path) || /\.txt$/i.test(path)) && MARKER.test(text);
  },

  read(files) {
    const problems: Problem[] = [];
    return {
      files,
      policies: files.map((file) => readList(file, problems)),
      attachments: [],
      problems,
      strayComments: [],
    };
  },

  write,
};

/**
 * The first line that is no comment is a name. Other texts have more than one word in it. Each line in front can be
 * matched in one way only: with more, a text that is no list takes exponential time.
 */
const MARKER =
  /^(?:[^\S\r\n]*(?:#[^\r\n]*)?[\r\n])*[ \t]*(?:\*?\.)?(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*\.?[ \t]*(?:#|[\r\n]|$)/i;

function isSquid(path: string): boolean {
  return /\.(?:acl|squid)$/i.test(path);
}

function readList(file: SourceFile, problems: Problem[]): Policy {
  const { entries, comments } = readLines(file);
  const name = nameOf(file.path);
  const at = entries[0]?.at ?? { file, span: { start: 0, end: 0 } };
  return {
    kind: 'domain-list',
    name,
    at,
    evaluation: 'any-allow',
    stateful: true,
    defaults: { inbound: 'not-judged', outbound: 'deny' },
    rules: [
      {
        action: 'allow',
        direction: known('outbound'),
        protocols: known([ALL_PROTOCOLS]),
        ports: known([ALL_PORTS]),
        sourcePorts: known([ALL_PORTS]),
        peers: entries.map((entry) => readEntry(entry, file, name, problems)),
        at,
      },
    ],
    comments,
    tags: [],
    words: [name],
  };
}

function readEntry({ text, at }: Entry, { path }: SourceFile, policy: string, problems: Problem[]): Peer {
  return { text, at, set: readName() };

  function readName(): Value<PeerSet> {
    const domain = readDomain(text);
    const wildcard = domain?.startsWith('*.') === true && isSquid(path);
    if (domain !== undefined && !wildcard) return known(symbolPeers(domainSymbol(domain)));
    const [reason, advice] = wildcard
      ? [
          `"${text}" matches nothing: Squid knows no "*"`,
          `Write ${domain.slice(1)}, which stands for the name and all below it.`,
        ]
      : [`"${text}" is not a domain name`, 'Write the host alone, without scheme, port and path.'];
    problems.push({ kind: 'syntax-error', message: `${reason}. ${advice}`, at, policy });
    return known(NO_PEERS);
  }
}

/** New names go below the last one, in its form. */
function write(change: Change): readonly Edit[] | undefined {
  const { file } = change.policy.at;
  if (change.kind === 'narrow-rule') return undefined;
  const sets = change.kind === 'extend-rule' ? [change.peers] : change.rules.map(({ peers }) => peers);
  const names = peerTexts(unionAll(sets)).map(domainOf);
  if (!names.every((name) => name !== undefined)) return undefined;
  const { text } = file;
  const last = readLines(file).entries.at(-1);
  const lineEnd = lineEndOf(text);
  const added = names.map((name) => (isSquid(file.path) ? name.replace(/^\*/, '') : name));
  if (last === undefined) {
    const before = text === '' || text.endsWith('\n') ? '' : lineEnd;
    return [insertion(file, text.length, before + added.map((name) => name + lineEnd).join(''))];
  }
  const { start, end } = last.at.span;
  const indent = indentAt(text, start);
  return [insertion(file, lineEndAt(text, end), added.map((name) => lineEnd + indent + name).join(''))];
}
