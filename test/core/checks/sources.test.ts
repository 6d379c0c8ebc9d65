import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../../server/src/core/analyze';
import type { Diagnostic } from '../../../server/src/core/checks/diagnostic';
import type { SourceFile } from '../../../server/src/core/text/source';

const PLAN = (port: number): string => {
  const after = {
    tags: { 'workspaces-netlint:role': 'directory', 'workspaces-netlint:region': 'us-west-2' },
    ingress: [{ protocol: 'udp', from_port: port, to_port: port, cidr_blocks: ['10.0.0.0/8'] }],
    egress: [{ protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }],
  };
  const resource = {
    address: 'aws_security_group.main',
    mode: 'managed',
    type: 'aws_security_group',
    name: 'main',
  };
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ ...resource, values: after }] } },
    resource_changes: [{ ...resource, change: { actions: ['create'], after, after_unknown: { id: true } } }],
    configuration: { root_module: { resources: [{ ...resource, expressions: {} }] } },
  });
};

const SOURCE = (port: string): string => `variable "port" {}

resource "aws_security_group" "main" {
  tags = {
    "workspaces-netlint:role"   = "directory"
    "workspaces-netlint:region" = "us-west-2"
  }
  ingress {
    protocol    = "udp"
    from_port   = ${port}
    to_port     = ${port}
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

function findingsIn(...files: readonly SourceFile[]): readonly Diagnostic[] {
  const analysis = analyze({
    files,
    configurationOf: () => undefined,
    coversFolderOf: () => true,
    stated: { roles: [], facts: {} },
    today: '2026-11-22',
    inlineSuppressions: true,
    named: () => true,
    hostProblems: [],
  });
  if ('usage' in analysis) throw new Error(analysis.usage);
  return analysis.diagnostics;
}

function show({ rule, requirement, at, related }: Diagnostic): string {
  return [rule, requirement, at.file.path, ...related.map(({ message }) => message)].join(' | ');
}

describe('a plan beside the files that it was made from', () => {
  const plan = (path: string): SourceFile => ({ path, text: PLAN(124) });
  const source = (port: string): SourceFile => ({ path: 'net/main.tf', text: SOURCE(port) });

  it('tells nothing that is told of the files', () => {
    const alone = findingsIn(source('124')).map(show);
    assert.ok(alone.length > 5);
    assert.deepEqual(findingsIn(source('124'), plan('net/plan.json')).map(show), alone);
  });

  it('tells what only the plan shows, and where that is written', () => {
    const before = findingsIn(source('var.port'));
    const added = findingsIn(source('var.port'), plan('net/plan.json')).filter(
      ({ at }) => at.file.path === 'net/plan.json',
    );
    assert.ok(!before.some(({ requirement }) => requirement === 'directory.ntp'));
    assert.deepEqual(
      added.map(({ requirement }) => requirement),
      ['directory.netlogon.udp', 'directory.ntp'],
    );
    for (const { related } of added) {
      const last = related.at(-1);
      assert.equal(last?.message, 'aws_security_group.main is written here');
      assert.equal(last.at.file.path, 'net/main.tf');
    }
  });

  it('speaks for itself in another folder', () => {
    const apart = findingsIn(source('124'), plan('other/plan.json'));
    const of = (path: string): number => apart.filter(({ at }) => at.file.path === path).length;
    assert.equal(of('other/plan.json'), of('net/main.tf'));
  });
});
