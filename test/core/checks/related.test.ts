import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { positionAt } from '../../../server/src/core/text/lines';
import { lintFixture, readFixture } from '../../support/fixture';

/** What stands beside the findings of a check, each as `line message`, without repetitions. */
function relatedOf(rule: string, text: string): readonly string[] {
  const { diagnostics } = lintFixture(readFixture('main.tf', text));
  const related = diagnostics
    .filter((diagnostic) => diagnostic.rule === rule)
    .flatMap((diagnostic) => diagnostic.related)
    .map(({ at, message }) => `${positionAt(at.file, at.span.start).line} ${message}`);
  return [...new Set(related)];
}

const entry = (direction: string, number: number, action: string, ports: string, cidr: string): string =>
  `  ${direction} {\n    rule_no = ${number}\n    action = "${action}"\n    protocol = "tcp"\n    from_port = ${ports.replace('-', '\n    to_port = ')}\n    cidr_block = "${cidr}"\n  }\n`;
const acl = (...entries: readonly string[]): string =>
  `#? --role client-network --region us-west-2\nresource "aws_network_acl" "a" {\n${entries.join('')}}\n`;

describe('related information', () => {
  it('does not say that the way there is only a part where the answers are lost', () => {
    const text = acl(entry('egress', 100, 'allow', '443-443', '0.0.0.0/0'));
    assert.deepEqual(relatedOf('missing-return-path', text), ['2 this rule allows the way there']);
  });

  it('says of a rule behind a deny that it would allow the flow', () => {
    const text = acl(
      entry('egress', 100, 'deny', '443-443', '0.0.0.0/0'),
      entry('egress', 200, 'allow', '0-65535', '0.0.0.0/0'),
      entry('ingress', 100, 'allow', '0-65535', '0.0.0.0/0'),
    );
    assert.deepEqual(relatedOf('blocked-flow', text), [
      '10 this rule allows it where no deny stands in front',
    ]);
  });

  it('shows the rules that let only some peers through, each once', () => {
    const group = `#? --role directory --region us-west-2
resource "aws_security_group" "controllers" {
  ingress {
    protocol  = "-1"
    from_port = 0
    to_port   = 0
    self      = true
  }
  ingress {
    protocol    = "udp"
    from_port   = 123
    to_port     = 123
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
    assert.deepEqual(relatedOf('undetermined-flow', group), [
      '2 this rule names only some peers',
      '8 this rule names only some peers',
    ]);
  });
});
