import { ALL_PORTS, TCP, type PortRange } from '../../packets/packet-set';
import { ANY_PEER } from '../../packets/peer-set';
import type { Peer, Policy, Rule } from '../../policies/policy';
import { nameOf } from '../../text/paths';
import type { SourceFile } from '../../text/source';
import { known, unknown, type Unknown } from '../../values/value';
import type { Format, Problem } from '../format';
import { peersOf, portsOf, readAcls, type Acl } from './acls';
import { readDirectives, type Directive, type Word } from './lines';
import { writeChange } from './write';

/** A configuration of Squid that lets requests through by the names of hosts: `acl … dstdomain` and `http_access`. */
export const squid: Format = {
  name: 'squid',

  claims({ path, text }) {
    return (
      /\.(?:conf|acl|squid)$/i.test(path) &&
      /^[ \t]*http_access[ \t]/m.test(text) &&
      /^[ \t]*acl[ \t]+\S+[ \t]+dstdomain[ \t]/m.test(text)
    );
  },

  read(files) {
    const problems: Problem[] = [];
    return {
      files,
      policies: files.map((file) => readFile(file, problems)),
      attachments: [],
      problems,
      strayComments: [],
    };
  },

  write: writeChange,
};

function readFile(file: SourceFile, problems: Problem[]): Policy {
  const { directives, comments } = readDirectives(file);
  const name = nameOf(file.path);
  const acls = readAcls(directives);
  const rules = directives
    .filter(([keyword]) => keyword.text === 'http_access')
    .flatMap((directive) => readAccess(directive, acls, name, problems));
  const first = directives.find(([keyword, , type]) => keyword.text === 'acl' && type?.text === 'dstdomain');
  return {
    kind: 'domain-list',
    name,
    at: placeOf(first, file),
    evaluation: 'first-match',
    stateful: true,
    defaults: { inbound: 'not-judged', outbound: defaultAfter(rules.at(-1)) },
    rules,
    comments,
    tags: [],
    words: [name],
  };
}

/** What no line speaks of meets the opposite of the last one. A deny of everything leaves nothing to that. */
function defaultAfter(last: Rule | undefined): 'allow' | 'deny' {
  const [peer] = last?.peers ?? [];
  const isAll = last?.doubt === undefined && peer?.text === 'all' && last?.ports === EVERY_PORT;
  return last?.action === 'deny' && !isAll ? 'allow' : 'deny';
}

const EVERY_PORT = known([ALL_PORTS]);

function placeOf(directive: Directive | undefined, file: SourceFile): Policy['at'] {
  const span = directive && {
    start: directive[0].at.span.start,
    end: (directive[1] ?? directive[0]).at.span.end,
  };
  return { file, span: span ?? { start: 0, end: 0 } };
}

/** All conditions of a line must hold. */
function readAccess(
  [keyword, action, ...conditions]: Directive,
  acls: ReadonlyMap<string, Acl>,
  policy: string,
  problems: Problem[],
): readonly Rule[] {
  if (action === undefined || (action.text !== 'allow' && action.text !== 'deny')) return [];
  let peers: readonly Peer[] | undefined;
  let ports: readonly PortRange[] | undefined;
  let doubt: Unknown | undefined;
  for (const condition of conditions) {
    const negated = condition.text.startsWith('!');
    const name = condition.text.replace(/^!/, '');
    const acl = acls.get(name);
    if (acl?.type === 'dstdomain' && peers === undefined) peers = peersOf(acl, negated, policy, problems);
    else if (acl?.type === 'port' && ports === undefined) {
      const read = portsOf(acl, negated);
      if ('kind' in read) doubt ??= read;
      else ports = read;
    } else doubt ??= doubtOf(condition, name, negated, acl, action.text);
  }
  return [
    {
      action: action.text,
      direction: known('outbound'),
      protocols: known([{ from: TCP, to: TCP }]),
      ports: ports === undefined ? EVERY_PORT : known(ports),
      sourcePorts: known([ALL_PORTS]),
      peers: peers ?? [{ text: 'all', at: action.at, set: known(ANY_PEER) }],
      ...(doubt !== undefined && { doubt }),
      at: keyword.at,
    },
  ];
}

/** Who asks is taken to be the clients where they are let through; every browser asks for HTTPS by CONNECT. */
function doubtOf(
  { at }: Word,
  name: string,
  negated: boolean,
  acl: Acl | undefined,
  action: 'allow' | 'deny',
): Unknown | undefined {
  if (name === 'all' && !negated) return undefined;
  if (acl?.type === 'src' && action === 'allow') return undefined;
  const isConnect =
    acl?.type === 'method' ? acl.values.every(({ text }) => text === 'CONNECT') : name === 'CONNECT';
  if (isConnect && !negated) return undefined;
  return unknown(`whether requests of the clients match "${negated ? '!' : ''}${name}" cannot be told`, at);
}
