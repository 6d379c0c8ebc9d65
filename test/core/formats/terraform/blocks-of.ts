import type { Environment } from '../../../../server/src/core/formats/format';
import type { Peer } from '../../../../server/src/core/policies/policy';
import { place, read } from './read';

export type Files = Readonly<Record<string, string>>;

/** What `cidr_blocks = <expression>` names, read among other files: as text, or why it is unknown and where that is. */
export function blocksOf(
  expression: string,
  files: Files | string = {},
  environment: Environment = {},
): readonly string[] {
  const group = `resource "aws_security_group" "probe" {
    ingress {
      from_port   = 1
      to_port     = 1
      protocol    = "tcp"
      cidr_blocks = ${expression}
    }
  }\n`;
  const others = typeof files === 'string' ? { 'others.tf': files } : files;
  const { policies } = read({ ...others, 'probe.tf': group }, environment);
  const probe = policies.find(({ name }) => name === 'aws_security_group.probe');
  return probe?.rules[0]?.peers.map(show) ?? [];
}

function show({ text, set }: Peer): string {
  return set.kind === 'known' ? text : `?${set.reason} (${place(set.at)})`;
}
