import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Attachment } from '../../../../../server/src/core/formats/attachment';
import { showAttachments } from '../../../../support/show-attachments';
import { configured, planText, readText, refs, stateText, value, type Planned } from '../plan/plan';
import { read } from '../read';

/** What a plan or a state says, as the files that it comes from say it. */
function withoutPlaces(attachments: readonly Attachment[]): readonly string[] {
  return showAttachments(attachments)
    .filter((shown) => !shown.startsWith('mention '))
    .map((shown) => shown.replace(/ [\w.]*:\d+/g, ''));
}

const HCL = `
  resource "aws_vpc" "main" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_subnet" "ws" {
    count      = 2
    vpc_id     = aws_vpc.main.id
    cidr_block = "10.0.\${count.index}.0/24"
  }
  resource "aws_security_group" "ws" {}
  resource "aws_directory_service_directory" "ad" {
    type = "MicrosoftAD"
    vpc_settings {
      vpc_id     = aws_vpc.main.id
      subnet_ids = aws_subnet.ws[*].id
    }
  }
  resource "aws_workspaces_directory" "main" {
    directory_id = aws_directory_service_directory.ad.id
    subnet_ids   = aws_subnet.ws[*].id
    workspace_creation_properties {
      custom_security_group_id = aws_security_group.ws.id
    }
  }
  data "aws_workspaces_bundle" "standard" {
    owner = "AMAZON"
    name  = "Standard"
  }
  resource "aws_workspaces_workspace" "ann" {
    directory_id = aws_directory_service_directory.ad.id
    bundle_id    = data.aws_workspaces_bundle.standard.id
  }
  resource "aws_network_acl" "ws" {
    vpc_id     = aws_vpc.main.id
    subnet_ids = aws_subnet.ws[*].id
  }
  resource "aws_default_network_acl" "rest" {
    default_network_acl_id = aws_vpc.main.default_network_acl_id
  }
  resource "aws_route_table" "ws" {
    vpc_id = aws_vpc.main.id
  }
  resource "aws_route" "office" {
    route_table_id         = aws_route_table.ws.id
    destination_cidr_block = "192.168.0.0/16"
  }
  resource "aws_instance" "tool" {
    vpc_security_group_ids = [aws_security_group.ws.id]
  }`;

const EXPECTED = withoutPlaces(read(HCL).attachments);

/** What is written out, by address. */
const VALUES: Readonly<Record<string, Planned['values']>> = {
  'aws_vpc.main': { cidr_block: '10.0.0.0/16' },
  'aws_subnet.ws[0]': { cidr_block: '10.0.0.0/24' },
  'aws_subnet.ws[1]': { cidr_block: '10.0.1.0/24' },
  'aws_security_group.ws': {},
  'aws_directory_service_directory.ad': { type: 'MicrosoftAD', vpc_settings: [{}], connect_settings: [] },
  'aws_workspaces_directory.main': { workspace_creation_properties: [{}] },
  'data.aws_workspaces_bundle.standard': { id: 'wsb-1', owner: 'AMAZON', name: 'Standard' },
  'aws_workspaces_workspace.ann': { bundle_id: 'wsb-1' },
  'aws_network_acl.ws': {},
  'aws_default_network_acl.rest': { subnet_ids: null },
  'aws_route_table.ws': {},
  'aws_route.office': { destination_cidr_block: '192.168.0.0/16' },
  'aws_instance.tool': {},
};

describe('attachments of a plan', () => {
  it('are those of its files, though no id is known yet', () => {
    const unknown: Readonly<Record<string, Planned['unknown']>> = {
      'aws_vpc.main': { id: true, default_network_acl_id: true },
      'aws_subnet.ws[0]': { id: true, vpc_id: true, availability_zone: true },
      'aws_subnet.ws[1]': { id: true, vpc_id: true, availability_zone: true },
      'aws_security_group.ws': { id: true },
      'aws_directory_service_directory.ad': {
        id: true,
        security_group_id: true,
        vpc_settings: [{ vpc_id: true, subnet_ids: true }],
      },
      'aws_workspaces_directory.main': {
        id: true,
        directory_id: true,
        subnet_ids: true,
        workspace_security_group_id: true,
        workspace_creation_properties: [{ custom_security_group_id: true }],
      },
      'aws_workspaces_workspace.ann': { id: true, directory_id: true },
      'aws_network_acl.ws': { id: true, vpc_id: true, subnet_ids: true },
      'aws_default_network_acl.rest': { id: true, default_network_acl_id: true },
      'aws_route_table.ws': { id: true, vpc_id: true, route: true },
      'aws_route.office': { id: true, route_table_id: true },
      'aws_instance.tool': { id: true, vpc_security_group_ids: true },
    };
    const text = planText(
      Object.entries(VALUES).map(([address, values]) => ({
        address,
        ...(values && { values }),
        unknown: unknown[address] ?? {},
      })),
      configured({
        resources: {
          'aws_vpc.main': { cidr_block: value('10.0.0.0/16') },
          'aws_subnet.ws': { vpc_id: refs('aws_vpc.main.id'), cidr_block: refs('count.index') },
          'aws_security_group.ws': {},
          'aws_directory_service_directory.ad': {
            vpc_settings: [{ vpc_id: refs('aws_vpc.main.id'), subnet_ids: refs('aws_subnet.ws') }],
          },
          'aws_workspaces_directory.main': {
            directory_id: refs('aws_directory_service_directory.ad.id'),
            subnet_ids: refs('aws_subnet.ws'),
            workspace_creation_properties: [{ custom_security_group_id: refs('aws_security_group.ws.id') }],
          },
          'data.aws_workspaces_bundle.standard': { owner: value('AMAZON'), name: value('Standard') },
          'aws_workspaces_workspace.ann': {
            directory_id: refs('aws_directory_service_directory.ad.id'),
            bundle_id: refs('data.aws_workspaces_bundle.standard.id'),
          },
          'aws_network_acl.ws': { vpc_id: refs('aws_vpc.main.id'), subnet_ids: refs('aws_subnet.ws') },
          'aws_default_network_acl.rest': {
            default_network_acl_id: refs('aws_vpc.main.default_network_acl_id'),
          },
          'aws_route_table.ws': { vpc_id: refs('aws_vpc.main.id') },
          'aws_route.office': { route_table_id: refs('aws_route_table.ws.id') },
          'aws_instance.tool': { vpc_security_group_ids: refs('aws_security_group.ws.id') },
        },
        loops: { 'aws_subnet.ws': { count_expression: value(2) } },
      }),
    );
    assert.deepEqual(withoutPlaces(readText(text).attachments).map(withBundleId), EXPECTED.map(withBundleId));
  });

  it('are found by their ids in a state', () => {
    const ids: Readonly<Record<string, Planned['values']>> = {
      'aws_vpc.main': { id: 'vpc-1', default_network_acl_id: 'acl-0' },
      'aws_subnet.ws[0]': { id: 'subnet-0', vpc_id: 'vpc-1' },
      'aws_subnet.ws[1]': { id: 'subnet-1', vpc_id: 'vpc-1' },
      'aws_security_group.ws': { id: 'sg-1' },
      'aws_directory_service_directory.ad': {
        id: 'd-1',
        security_group_id: 'sg-2',
        vpc_settings: [{ vpc_id: 'vpc-1', subnet_ids: ['subnet-0', 'subnet-1'] }],
      },
      'aws_workspaces_directory.main': {
        id: 'd-1',
        directory_id: 'd-1',
        subnet_ids: ['subnet-0', 'subnet-1'],
        workspace_security_group_id: 'sg-3',
        workspace_creation_properties: [{ custom_security_group_id: 'sg-1' }],
      },
      'aws_workspaces_workspace.ann': { id: 'ws-1', directory_id: 'd-1' },
      'aws_network_acl.ws': { id: 'acl-1', vpc_id: 'vpc-1', subnet_ids: ['subnet-0', 'subnet-1'] },
      'aws_default_network_acl.rest': { id: 'acl-0', default_network_acl_id: 'acl-0' },
      'aws_route_table.ws': { id: 'rtb-1', vpc_id: 'vpc-1', route: [] },
      'aws_route.office': { id: 'r-1', route_table_id: 'rtb-1' },
      'aws_instance.tool': { id: 'i-1', vpc_security_group_ids: ['sg-1'] },
    };
    const text = stateText(
      Object.entries(VALUES).map(([address, values]) => ({
        address,
        values: { ...values, ...ids[address] },
      })),
    );
    const expected = EXPECTED.map((line) =>
      withBundleId(line)
        .replace('aws_workspaces_directory.main.workspace_security_group_id', 'sg-3')
        .replace('aws_directory_service_directory.ad.security_group_id', 'sg-2'),
    );
    assert.deepEqual(withoutPlaces(readText(text).attachments).map(withBundleId), expected);
  });
});

/** A plan knows the id as well. */
function withBundleId(line: string): string {
  return line.replace('bundle wsb-1 | Standard', 'bundle Standard');
}
