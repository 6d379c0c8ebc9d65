import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { configured, planText, readText, refs, stateText } from './plan';

/** The groups that something names. */
function mentioned(text: string): readonly string[] {
  return readText(text).attachments.flatMap((attachment) =>
    attachment.kind === 'mention' ? [attachment.policy.name] : [],
  );
}

describe('who names a group', () => {
  it('by its id', () => {
    const text = stateText([
      { address: 'aws_security_group.a', values: { id: 'sg-1' } },
      { address: 'aws_security_group.b', values: { id: 'sg-2' } },
      { address: 'aws_security_group_rule.r', values: { security_group_id: 'sg-2' } },
      { address: 'aws_lb.web', values: { security_groups: ['sg-1'] } },
    ]);
    assert.deepEqual(mentioned(text), ['aws_security_group.a']);
  });

  it('by references, in blocks too', () => {
    const made = { unknown: { id: true } };
    const text = planText(
      [
        { address: 'aws_security_group.a', ...made },
        { address: 'aws_security_group.b', ...made },
        { address: 'aws_launch_template.t', unknown: { id: true } },
      ],
      configured({
        resources: {
          'aws_security_group.a': {},
          'aws_security_group.b': {},
          'aws_launch_template.t': {
            network_interfaces: [{ security_groups: refs('aws_security_group.b.id') }],
          },
        },
      }),
    );
    assert.deepEqual(mentioned(text), ['aws_security_group.b']);
  });
});
