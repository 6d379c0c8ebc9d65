import assert from 'node:assert/strict';
import { parse, stringify } from 'yaml';
import { addresses, EVERY_PORT, type Interval, type NeutralRule } from '../support/writers';

/** Rules as a form writes them, one by one, with what each means in nobody's notation. */
export interface Parts {
  readonly rules: readonly Part[];
  /** The same text with these rules only. */
  write(rules: readonly Part[]): string;
}

export interface Part {
  readonly own: unknown;
  readonly neutral: NeutralRule;
}

/** Takes the texts of forms apart. They are read as the tests know the forms, not as the linter does. */
export const PARTS = {
  'firewall-yaml': (text: string): Parts => {
    const comment = text.slice(0, text.indexOf('\n') + 1);
    const { firewall } = record(parse(text));
    const { rules, ...rest } = record(firewall);
    assert.ok(Array.isArray(rules));
    return {
      rules: rules.map((own: unknown) => ({ own, neutral: fromYaml(record(own)) })),
      write: (kept) => comment + stringify({ firewall: { ...rest, rules: kept.map(({ own }) => own) } }),
    };
  },
  'ip-permissions': (text: string): Parts => {
    const lists = Object.entries(record(JSON.parse(text)));
    return {
      rules: lists.flatMap(([key, list]) => {
        assert.ok(Array.isArray(list));
        return list.map((permission: unknown) => ({
          own: { key, permission },
          neutral: fromPermission(key, record(permission)),
        }));
      }),
      write: (kept) =>
        JSON.stringify(
          Object.fromEntries(
            lists.map(([key]) => [
              key,
              kept
                .map(({ own }) => record(own))
                .flatMap((own) => (own['key'] === key ? [own['permission']] : [])),
            ]),
          ),
        ),
    };
  },
  terraform: (text: string): Parts => {
    const block = /\n {2}(?:in|e)gress \{\n[\s\S]*?\n {2}\}\n/g;
    const blocks = text.match(block) ?? [];
    return {
      rules: blocks.map((own) => ({ own, neutral: fromBlock(own) })),
      write: (kept) => {
        const left = new Set(kept.map(({ own }) => own));
        return text.replace(block, (own) => (left.has(own) ? own : ''));
      },
    };
  },
} as const;

function fromYaml(rule: Readonly<Record<string, unknown>>): NeutralRule {
  const { direction, protocol, ports, destinations, sources } = rule;
  return neutral(
    direction === 'inbound' ? 'inbound' : 'outbound',
    texts(protocol),
    texts(ports).map(portRange),
    texts(destinations ?? sources),
  );
}

function fromPermission(key: string, permission: Readonly<Record<string, unknown>>): NeutralRule {
  const { IpProtocol, FromPort, ToPort, IpRanges } = permission;
  assert.ok(Array.isArray(IpRanges));
  return neutral(
    key === 'IpPermissions' ? 'inbound' : 'outbound',
    texts(IpProtocol),
    [{ from: Number(FromPort), to: Number(ToPort) }],
    IpRanges.flatMap((range: unknown) => texts(record(range)['CidrIp'])),
  );
}

function fromBlock(block: string): NeutralRule {
  const value = (name: string): string => new RegExp(`\\b${name} *= "?(\\w+)`).exec(block)?.[1] ?? '';
  const [, cidrs = ''] = /cidr_blocks *= \[([^\]]*)\]/.exec(block) ?? [];
  return neutral(
    block.startsWith('\n  ingress') ? 'inbound' : 'outbound',
    [value('protocol')],
    [{ from: Number(value('from_port')), to: Number(value('to_port')) }],
    Array.from(cidrs.matchAll(/"([^"]+)"/g), ([, cidr = '']) => cidr),
  );
}

function neutral(
  direction: NeutralRule['direction'],
  protocols: readonly string[],
  ports: readonly Interval[],
  peers: readonly string[],
): NeutralRule {
  assert.ok(peers.length > 0);
  return {
    name: '',
    action: 'allow',
    direction,
    protocols: protocols.map((protocol) => (protocol === 'udp' ? 'udp' : 'tcp')),
    ports: ports.length === 0 ? [EVERY_PORT] : ports,
    peers: peers.map(addresses),
  };
}

function portRange(text: string): Interval {
  const [from = '', to = from] = text.split('-');
  return { from: Number(from), to: Number(to) };
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  assert.ok(typeof value === 'object' && value !== null);
  return Object.fromEntries(Object.entries(value));
}
