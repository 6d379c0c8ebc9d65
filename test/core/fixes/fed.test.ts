import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import type { Analysis } from '../../../server/src/core/analysis';
import { isFixedInBulk } from '../../../server/src/core/fixes/bulk';
import type { EditFix } from '../../../server/src/core/fixes/fix';
import { editFiles } from '../../../server/src/core/text/edits';
import { lintFixture, readFixture, type Fixture } from '../../support/fixture';

const HEAD = '#? --role client-network --region us-west-2 --protocols wsp\n#= proxy: {client: https}\n';
const GROUP = 'resource "aws_security_group" "clients" {\n  name = "clients"\n}\n';

interface Fed {
  readonly before: Analysis;
  readonly after: Analysis;
  readonly fix: EditFix;
  /** The lines that were added. */
  readonly added: string;
}

function fedInto(text: string): Fed {
  const fixture = readFixture('main.tf', HEAD + text);
  const before = lintFixture(fixture);
  const fix = fedFixOf(before);
  assert.ok(fix !== undefined, 'not offered');
  const [now] = editFiles(fix.edits)?.values() ?? [];
  assert.ok(now !== undefined);
  const old = new Set(fixture.file.text.split('\n'));
  const added = now.text.split('\n').filter((line) => !old.has(line));
  const edited: Fixture = { ...fixture, file: { ...fixture.file, text: now.text } };
  return { before, after: lintFixture(edited), fix, added: added.join('\n') };
}

function streamingOf({ diagnostics }: Analysis): Diagnostic | undefined {
  return diagnostics.find(({ requirement }) => requirement === 'client.streaming.wsp');
}

function fedFixOf(analysis: Analysis): EditFix | undefined {
  const finding = streamingOf(analysis);
  const fixes = finding === undefined ? [] : (analysis.fixesOf?.(finding) ?? []);
  return fixes.find((fix): fix is EditFix => fix.kind === 'edit' && fix.title.includes('aws_ip_ranges'));
}

describe('rules fed from what AWS publishes', () => {
  it('are never preferred, say what they open beyond, and mend the finding', () => {
    const { fix, before, after, added } = fedInto(GROUP);
    assert.equal(fix.preferred, false);
    assert.match(fix.title, /; also opens the 3 gateway ranges of the other protocol$/);
    assert.equal(after.diagnostics.length, before.diagnostics.length - 1);
    assert.equal(streamingOf(after), undefined);
    assert.equal(
      added.match(/cidr_blocks = data\.aws_ip_ranges\.workspaces_gateways\.cidr_blocks/g)?.length,
      2,
    );
    assert.match(added, /regions\s+= \["us-west-2"\]\n\s+services = \["workspaces_gateways"\]/);
  });

  it('are never made in bulk', () => {
    const analysis = lintFixture(readFixture('main.tf', HEAD + GROUP));
    const together = analysis.fixAll?.(analysis.diagnostics.filter(isFixedInBulk)) ?? [];
    assert.ok(together.length > 0);
    for (const { newText } of together.flatMap(({ edits }) => edits)) {
      assert.ok(!newText.includes('aws_ip_ranges'));
    }
  });

  it('use the data source that is there', () => {
    const source =
      'data "aws_ip_ranges" "gateways" {\n  services = ["workspaces_gateways"]\n  regions  = ["us-west-2"]\n}\n\n';
    const { added } = fedInto(source + GROUP);
    assert.ok(!added.includes('data "'));
    assert.ok(added.includes('data.aws_ip_ranges.gateways.cidr_blocks'));
  });

  it('have a data source of their own beside one that asks for something else', () => {
    const source =
      'data "aws_ip_ranges" "workspaces_gateways" {\n  services = ["ec2"]\n  regions  = ["us-west-2"]\n}\n\n';
    const { added } = fedInto(source + GROUP);
    assert.ok(added.includes('data "aws_ip_ranges" "workspaces_gateways_us_west_2"'));
  });

  it('are resources where the others are', () => {
    const rule =
      '\nresource "aws_security_group_rule" "web" {\n  security_group_id = aws_security_group.clients.id\n  type              = "egress"\n  from_port         = 443\n  to_port           = 443\n  protocol          = "tcp"\n  cidr_blocks       = ["10.0.0.0/8"]\n}\n';
    const { added, after } = fedInto(GROUP + rule);
    assert.equal(streamingOf(after), undefined);
    assert.match(added, /cidr_blocks\s+= data\.aws_ip_ranges/);
    assert.match(added, /resource "aws_security_group_rule" "client_streaming_wsp_tcp"/);
  });

  it('are one resource for each address where a resource takes one', () => {
    const rule =
      '\nresource "aws_vpc_security_group_egress_rule" "web" {\n  security_group_id = aws_security_group.clients.id\n  from_port         = 443\n  to_port           = 443\n  ip_protocol       = "tcp"\n  cidr_ipv4         = "10.0.0.0/8"\n}\n';
    const { added, after } = fedInto(GROUP + rule);
    assert.equal(streamingOf(after), undefined);
    assert.match(added, /for_each\s+= toset\(data\.aws_ip_ranges\.workspaces_gateways\.cidr_blocks\)/);
    assert.match(added, /cidr_ipv4\s+= each\.value/);
  });

  it('are not offered for a network ACL', () => {
    const acl = lintFixture(
      readFixture('main.tf', `${HEAD}resource "aws_network_acl" "a" {\n  vpc_id = "v"\n}\n`),
    );
    assert.equal(fedFixOf(acl), undefined);
  });
});
