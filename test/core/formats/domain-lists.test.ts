import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainList } from '../../../server/src/core/formats/domain-list';
import type { Unit } from '../../../server/src/core/formats/format';
import { formatOf } from '../../../server/src/core/formats/index';
import { squid } from '../../../server/src/core/formats/squid';
import { terraform } from '../../../server/src/core/formats/terraform';
import type { Facts } from '../../../server/src/core/deployment/facts';
import type { Policy } from '../../../server/src/core/policies/policy';
import { judgeAs, verdict } from '../../support/judging';

const FACTS: Facts = { regions: ['us-west-2'], protocols: ['wsp'] };
const ID = 'domain.connectivity-check';
const HOST = 'connectivity.amazonworkspaces.com';

function only({ policies, problems }: Unit): Policy {
  assert.deepEqual(problems, []);
  const [policy, ...others] = policies;
  assert.ok(policy !== undefined && others.length === 0);
  return policy;
}

function on(unit: Unit, id = ID): string {
  return verdict(judgeAs('client-network', [only(unit)], FACTS), id);
}

describe('plain lists', () => {
  const claims = (path: string, text: string): string | undefined => formatOf({ path, text })?.name;

  it('are claimed by what their first line is', () => {
    assert.equal(claims('allowed.txt', '# ours\n\n.example.com\n'), 'domain-list');
    assert.equal(claims('allowed.acl', 'example.com # why'), 'domain-list');
    assert.equal(claims('README.txt', 'Example.com is a domain.\n'), undefined);
    assert.equal(claims('requirements.txt', 'requests==2.31.0\n'), undefined);
    assert.equal(claims('addresses.acl', '10.0.0.0/8\n'), undefined);
    assert.equal(claims('empty.txt', ''), undefined);
    assert.equal(claims('names.md', 'example.com\n'), undefined);
  });

  it('are told from other texts at once, however many blank lines and comments stand in front', () => {
    const head = '\n'.repeat(10_000) + '# ours\r\n \t\r\n'.repeat(10_000);
    assert.equal(claims('README.txt', `${head}Example.com is a domain.\n`), undefined);
    assert.equal(claims('allowed.txt', `${head} example.com\n`), 'domain-list');
  });

  it('take names as they are meant: a text file knows both wildcards, Squid the dot', () => {
    const read = (path: string, text: string): Unit => domainList.read([{ path, text }], {});
    assert.equal(on(read('a.txt', `example.com\n${HOST.toUpperCase()}.  # why\n`)), 'met');
    assert.equal(on(read('a.txt', '*.amazonworkspaces.com')), 'met');
    assert.equal(on(read('a.acl', '.amazonworkspaces.com')), 'met');
    assert.equal(on(read('a.acl', 'amazonworkspaces.com')), 'missing');
    const { problems, policies } = read('a.acl', 'example.com\n*.amazonworkspaces.com\nhttps://x.com/\n');
    assert.deepEqual(
      problems.map(({ kind, message }) => `${kind} ${message}`),
      [
        'syntax-error "*.amazonworkspaces.com" matches nothing: Squid knows no "*". Write .amazonworkspaces.com, which stands for the name and all below it.',
        'syntax-error "https://x.com/" is not a domain name. Write the host alone, without scheme, port and path.',
      ],
    );
    assert.equal(verdict(judgeAs('client-network', policies, FACTS), ID), 'missing');
  });

  it('are asked for names alone', () => {
    const judgements = judgeAs(
      'client-network',
      [only(domainList.read([{ path: 'a.txt', text: 'x.com' }], {}))],
      FACTS,
    );
    const ids = judgements.map(({ asked }) => asked.requirement.id).filter((id) => !id.startsWith('domain.'));
    assert.deepEqual(ids, ['client.https', 'client.https.quic']);
    assert.equal(verdict(judgements, 'client.https'), 'undetermined');
  });
});

describe('squid.conf', () => {
  const conf = (...lines: readonly string[]): Unit =>
    squid.read([{ path: 'squid.conf', text: lines.join('\n') }], {});
  const names = 'acl ws dstdomain .amazonworkspaces.com';

  it('is claimed by its acl and http_access lines', () => {
    assert.ok(squid.claims({ path: 'squid.conf', text: `${names}\nhttp_access allow ws` }));
    assert.ok(!squid.claims({ path: 'nginx.conf', text: 'server { }' }));
    assert.ok(!squid.claims({ path: 'squid.conf', text: 'http_access deny all' }));
  });

  it('tries its lines in order; what none speaks of meets the opposite of the last', () => {
    assert.equal(on(conf(names, 'http_access allow ws', 'http_access deny all')), 'met');
    assert.equal(on(conf(names, 'http_access deny all', 'http_access allow ws')), 'blocked');
    assert.equal(on(conf('acl other dstdomain .example.com', 'http_access deny other')), 'met');
    assert.equal(on(conf('acl other dstdomain .example.com', 'http_access allow other')), 'missing');
    assert.equal(
      on(conf('acl other dstdomain .example.com', 'http_access allow other', 'http_access deny all')),
      'missing',
    );
  });

  it('knows who is left over by a deny of all others', () => {
    assert.equal(on(conf(names, 'http_access deny !ws', 'http_access allow all')), 'met');
    assert.equal(
      on(conf('acl ws dstdomain .example.com', 'http_access deny !ws', 'http_access allow all')),
      'blocked',
    );
  });

  it('respects ports and the method of HTTPS', () => {
    const ports = ['acl SSL_ports port 443', 'acl CONNECT method CONNECT', 'acl web port 80-90'];
    assert.equal(
      on(
        conf(
          names,
          ...ports,
          'http_access deny CONNECT !SSL_ports',
          'http_access allow ws',
          'http_access deny all',
        ),
      ),
      'met',
    );
    assert.equal(on(conf(names, ...ports, 'http_access allow ws web', 'http_access deny all')), 'missing');
    assert.equal(
      on(conf(names, ...ports, 'http_access deny CONNECT SSL_ports', 'http_access allow ws')),
      'blocked',
    );
  });

  it('leaves open what depends on what is not in the file', () => {
    const deny = 'http_access deny all';
    assert.equal(on(conf(names, 'acl us src 10.0.0.0/8', 'http_access allow us ws', deny)), 'met');
    assert.equal(
      on(conf(names, 'acl us src 10.0.0.0/8', 'http_access deny us', 'http_access allow ws', deny)),
      'undetermined',
    );
    assert.equal(
      on(conf(names, 'acl late time 18:00-20:00', 'http_access allow ws late', deny)),
      'undetermined',
    );
    assert.equal(
      on(conf('acl ws dstdomain "/etc/squid/ws.acl"', 'http_access allow ws', deny)),
      'undetermined',
    );
  });

  it('tells once what is wrong in a list that several lines use', () => {
    const { problems } = squid.read(
      [
        {
          path: 'squid.conf',
          text: 'acl ws dstdomain *.x.com\nacl a src 10.0.0.0/8\nhttp_access allow a ws\nhttp_access deny !ws\n',
        },
      ],
      {},
    );
    assert.equal(problems.length, 1);
  });

  it('puts together what one name has on several lines, continued ones too', () => {
    assert.equal(
      on(
        conf(
          'acl ws dstdomain .example.com \\',
          '  .example.org\\',
          '  .amazonworkspaces.com',
          'acl ws dstdomain .x.com',
          'http_access allow ws',
        ),
      ),
      'met',
    );
  });
});

describe('lists of domains in Terraform', () => {
  const read = (text: string): Unit => terraform.read([{ path: 'main.tf', text }], {});
  const group = (list: string): string =>
    `resource "aws_networkfirewall_rule_group" "g" {\n  rule_group {\n    rules_source {\n      rules_source_list {\n${list}\n      }\n    }\n  }\n}\n`;
  const allow = (...targets: readonly string[]): string =>
    group(
      `generated_rules_type = "ALLOWLIST"\ntarget_types = ["TLS_SNI"]\ntargets = ${JSON.stringify(targets)}`,
    );
  const policy = (actions: string, more = ''): string =>
    `resource "aws_networkfirewall_firewall_policy" "p" {\n  firewall_policy {\n    stateless_default_actions = ["aws:forward_to_sfe"]\n    ${actions}\n    stateful_rule_group_reference {\n      resource_arn = aws_networkfirewall_rule_group.g.arn\n    }\n${more}\n  }\n}\n`;
  const DROP = 'stateful_default_actions = ["aws:drop_strict"]';

  it('a list that allows drops all other names; the leading dot is the only wildcard', () => {
    assert.equal(on(read(allow(HOST))), 'met');
    assert.equal(on(read(allow('.amazonworkspaces.com'))), 'met');
    assert.equal(on(read(allow('.example.com'))), 'missing');
    assert.equal(on(read(allow('*.amazonworkspaces.com'))), 'undetermined');
  });

  it('what becomes of other traffic the firewall policy says', () => {
    const id = 'client.streaming.wsp';
    assert.equal(on(read(allow(HOST)), id), 'undetermined');
    assert.equal(on(read(allow(HOST) + policy(DROP)), id), 'missing');
    assert.equal(on(read(allow(HOST) + policy('')), id), 'met');
    const other = 'stateful_rule_group_reference { resource_arn = var.other }';
    assert.equal(on(read(allow(HOST) + policy(DROP, other)), id), 'undetermined');
    assert.equal(on(read(allow('.example.com') + policy(DROP, other))), 'undetermined');
  });

  it('a list that denies takes names away from what the policy lets through', () => {
    const deny = (target: string): string =>
      group(`generated_rules_type = "DENYLIST"\ntarget_types = ["TLS_SNI"]\ntargets = ["${target}"]`);
    assert.equal(on(read(deny('.amazonworkspaces.com') + policy(''))), 'blocked');
    assert.equal(on(read(deny('.example.com') + policy(''))), 'met');
    assert.equal(on(read(deny('.example.com'))), 'undetermined');
  });

  it('targets that are not known leave names open, and the list is one of names all the same', () => {
    const unknown = group(
      'generated_rules_type = "ALLOWLIST"\ntarget_types = ["TLS_SNI"]\ntargets = var.names',
    );
    assert.equal(on(read(unknown)), 'undetermined');
  });

  const dns = (...domains: readonly string[]): string =>
    `resource "aws_route53_resolver_firewall_domain_list" "l" {\n  domains = ${JSON.stringify(domains)}\n}\n`;
  const rule = (action: string, list: string, priority: number): string =>
    `resource "aws_route53_resolver_firewall_rule" "r${priority}" {\n  action = "${action}"\n  priority = ${priority}\n  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.${list}.id\n  firewall_rule_group_id = "rslvr-frg-1"\n}\n`;
  const all = 'resource "aws_route53_resolver_firewall_domain_list" "all" {\n  domains = ["*"]\n}\n';

  it('DNS Firewall: an asterisk is what is below; a list without a rule is what is allowed', () => {
    assert.equal(on(read(dns('*.amazonworkspaces.com'))), 'met');
    assert.equal(on(read(dns('amazonworkspaces.com'))), 'missing');
    assert.equal(on(read(dns('.amazonworkspaces.com'))), 'undetermined');
  });

  it('DNS Firewall: rules of one group are tried by priority, and what none speaks of resolves', () => {
    assert.equal(on(read(dns('example.com') + rule('ALLOW', 'l', 1))), 'met');
    assert.equal(
      on(read(dns('example.com') + all + rule('ALLOW', 'l', 1) + rule('BLOCK', 'all', 2))),
      'missing',
    );
    assert.equal(on(read(dns(HOST) + all + rule('ALLOW', 'l', 1) + rule('BLOCK', 'all', 2))), 'met');
    assert.equal(on(read(dns(HOST) + all + rule('ALLOW', 'l', 2) + rule('BLOCK', 'all', 1))), 'blocked');
    assert.deepEqual(read(dns(HOST) + rule('BLOCK', 'l', 1)).policies, []);
  });
});
