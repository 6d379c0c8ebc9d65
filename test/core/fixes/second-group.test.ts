import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../../server/src/core/analysis';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import { isFixedInBulk } from '../../../server/src/core/fixes/bulk';
import type { EditFix } from '../../../server/src/core/fixes/fix';
import { editFiles } from '../../../server/src/core/text/edits';
import { lintFixture, readFixture, type Fixture } from '../../support/fixture';

// One requirement needs six ranges over TCP and UDP: with the rule that is there, one more than the quota.
const head = (quota = 12): string => `#= proxy: {client: https}
#= quotas: {securityGroupRules: ${quota}}
#? --region us-west-2 --protocols wsp
`;

const GROUP = `# workspaces-netlint: role=client-network
resource "aws_security_group" "clients" {
  name   = "clients-\${var.stage}"
  vpc_id = var.vpc_id

  # Print servers.
  egress {
    from_port   = 9100
    to_port     = 9100
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }

  tags = {
    Name  = "clients"
    Owner = "desktop"
  }
}
`;

const INSTANCE = `
resource "aws_instance" "kiosk" {
  ami                    = "ami-0abc"
  vpc_security_group_ids = [aws_security_group.clients.id]
}
`;

const FOUR_MORE = ['a', 'b', 'c', 'd']
  .map((name) => `\nresource "aws_security_group" "${name}" {}\n`)
  .join('');
const ALL_FIVE = `[${['clients', 'a', 'b', 'c', 'd'].map((name) => `aws_security_group.${name}.id`).join(', ')}]`;

const INTERFACE = `
resource "aws_network_interface" "kiosk" {
  subnet_id       = "subnet-0abc"
  security_groups = [aws_security_group.clients.id]
}
`;

const APART = `resource "aws_security_group" "clients" {
  name_prefix = "clients-"
}

resource "aws_vpc_security_group_egress_rule" "print" {
  security_group_id = aws_security_group.clients.id
  from_port         = 9100
  to_port           = 9100
  ip_protocol       = "tcp"
  cidr_ipv4         = "10.0.0.0/8"
}
`;

function read(text: string, quota?: number): Fixture {
  return readFixture('main.tf', head(quota) + text);
}

function healthChecksOf({ diagnostics }: Analysis): Diagnostic {
  const finding = diagnostics.find(({ requirement }) => requirement === 'client.health-check.wsp');
  assert.ok(finding !== undefined);
  return finding;
}

function titlesIn(text: string, quota?: number): readonly string[] {
  const analysis = lintFixture(read(text, quota));
  return (analysis.fixesOf?.(healthChecksOf(analysis)) ?? []).map(({ title }) => title);
}

/** The text with the second group, after what holds of every such fix was seen to hold. */
function secondGroupIn(text: string): string {
  const fixture = read(text);
  const before = lintFixture(fixture);
  const finding = healthChecksOf(before);
  const fix = (before.fixesOf?.(finding) ?? []).find(isSecondGroup);
  assert.ok(fix !== undefined, 'not offered');
  assert.equal(fix.preferred, false);
  const [now] = editFiles(fix.edits)?.values() ?? [];
  assert.ok(now !== undefined);

  const after = lintFixture({ ...fixture, file: { ...fixture.file, text: now.text } });
  const rest = before.diagnostics.filter((each) => each !== finding);
  assert.deepEqual(
    after.diagnostics.map(({ fingerprint }) => fingerprint),
    rest.map(({ fingerprint }) => fingerprint),
  );
  return now.text;
}

function isSecondGroup(fix: { readonly kind: string; readonly title: string }): fix is EditFix {
  return fix.kind === 'edit' && fix.title.includes('second group');
}

describe('a second group where the first would pass its quota', () => {
  it('is like the first but for its names and rules, and stands on the same interface', () => {
    const text = secondGroupIn(GROUP + INSTANCE);

    assert.ok(text.startsWith(read(GROUP).file.text), 'the first group has changed');
    assert.ok(text.includes('[aws_security_group.clients.id, aws_security_group.clients_2.id]'));
    const [, second = ''] = text.split('resource "aws_security_group" "clients_2" {\n');
    assert.ok(
      second.startsWith(`  name   = "clients-\${var.stage}-2"
  vpc_id = var.vpc_id

  tags = {
    Name  = "clients_2"
    Owner = "desktop"
  }

  egress {
    from_port   = 4195
    to_port     = 4195
    protocol    = "tcp"
    cidr_blocks = [
`),
      second,
    );
    assert.equal(second.match(/^ {2}egress \{$/gm)?.length, 2);
  });

  it('is named in the title, which says of the first choice what it does to the quota', () => {
    assert.deepEqual(titlesIn(GROUP + INSTANCE).slice(0, 2), [
      'Allow TCP and UDP 4195 to the health check servers of us-west-2 (6 ranges); the group would then have 13 outbound rules, the quota is 12',
      'Allow TCP and UDP 4195 to the health check servers of us-west-2 (6 ranges), in a second group aws_security_group.clients_2 on the same interfaces',
    ]);
  });

  it('has rules of its own kind of resource', () => {
    const directive = '# workspaces-netlint: role=client-network\n';
    const text = secondGroupIn(directive + APART + INTERFACE);

    assert.ok(text.includes('resource "aws_security_group" "clients_2" {\n  name_prefix = "clients-"\n}\n'));
    assert.equal(text.match(/security_group_id = aws_security_group\.clients_2\.id/g)?.length, 12);
    assert.equal(text.match(/security_group_id = aws_security_group\.clients\.id/g)?.length, 1);
  });

  it('has a name that nobody has', () => {
    const other = '\nresource "aws_security_group" "clients_2" {\n  name = "others"\n}\n';
    const text = secondGroupIn(GROUP + other + INSTANCE);
    assert.ok(text.includes('resource "aws_security_group" "clients_3" {'));
    assert.ok(text.includes('[aws_security_group.clients.id, aws_security_group.clients_3.id]'));
  });

  it('stands on every interface of the first', () => {
    const text = secondGroupIn(GROUP + INSTANCE + INTERFACE);
    assert.equal(text.match(/, aws_security_group\.clients_2\.id\]/g)?.length, 2);
  });

  it('is named where one list stands for several interfaces', () => {
    const several = INSTANCE.replace('  ami ', '  count = 3\n  ami ');
    const text = secondGroupIn(GROUP + several);
    assert.equal(text.match(/, aws_security_group\.clients_2\.id\]/g)?.length, 1);
  });

  it('has line ends as in the file', () => {
    const text = secondGroupIn((GROUP + INSTANCE).replaceAll('\n', '\r\n'));
    assert.ok(!/[^\r]\n/.test(text.slice(text.indexOf('clients_2'))));
  });

  it('is never made in bulk', () => {
    const analysis = lintFixture(read(GROUP + INSTANCE));
    const together = analysis.fixAll?.(analysis.diagnostics.filter(isFixedInBulk)) ?? [];
    assert.ok(together.length > 0);
    assert.ok(!together.some(({ edits }) => edits.some(({ newText }) => newText.includes('clients_2'))));
  });

  for (const [why, text] of [
    ['nothing uses the first', GROUP],
    ['the list of groups is somewhere else', GROUP + INSTANCE.replace(/\[.*\]/, 'var.groups')],
    [
      'the interface has as many groups as AWS takes',
      GROUP + FOUR_MORE + INSTANCE.replace(/\[.*\]/, ALL_FIVE),
    ],
    [
      'one of several interfaces takes no second one',
      `${GROUP}${INSTANCE}\nresource "aws_network_interface_sg_attachment" "a" {\n  security_group_id    = aws_security_group.clients.id\n  network_interface_id = "eni-0abc"\n}\n`,
    ],
    ['the first is made several times', GROUP.replace('  name ', '  count = 2\n  name ') + INSTANCE],
  ] as const) {
    it(`is not offered where ${why}`, () => {
      assert.ok(!titlesIn(text).some((title) => title.includes('second group')));
    });
  }

  it('is not offered where the new rules are too many for any group', () => {
    assert.ok(!titlesIn(GROUP + INSTANCE, 11).some((title) => title.includes('second group')));
  });

  it('cannot be where a directory uses the first, which the title says', () => {
    const directory = `
resource "aws_workspaces_directory" "main" {
  directory_id = "d-0123456789"
  workspace_creation_properties {
    custom_security_group_id = aws_security_group.clients.id
  }
}
`;
    const [first, ...others] = titlesIn(GROUP + directory);
    assert.match(
      first ?? '',
      /; the group would then have 13 outbound rules, the quota is 12, which AWS can raise: a WorkSpaces directory takes no second group$/,
    );
    assert.ok(!others.some((title) => title.includes('second group')));
  });
});
