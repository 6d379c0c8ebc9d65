import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { terraformPlan } from '../../../../../server/src/core/formats/terraform/plan';
import { showRules } from '../../../../support/show-policy';
import { configured, planText, refs, value } from './plan';

const GROUP = 'module.net.aws_security_group.desk[0]';
const NEW = { ingress: true, egress: true, id: true };

/** A new group of which the plan shows no rules, and what else it shows. */
function rules(rest: Readonly<Record<string, unknown>>, apart = false): readonly string[] {
  const rule = {
    address: 'module.net.aws_security_group_rule.out[0]',
    values: { type: 'egress', protocol: 'tcp', from_port: 443, to_port: 443, cidr_blocks: ['10.0.0.0/8'] },
    unknown: { security_group_id: true },
  };
  const module = configured({
    resources: {
      'aws_vpc.main': { cidr_block: value('10.0.0.0/16') },
      'aws_security_group.desk': { vpc_id: refs('aws_vpc.main.id', 'aws_vpc.main') },
      'aws_security_group_rule.out': {
        security_group_id: refs(
          'aws_security_group.desk[0].id',
          'aws_security_group.desk[0]',
          'aws_security_group.desk',
        ),
      },
    },
  });
  const text = planText(
    [
      { address: 'module.net.aws_vpc.main', values: { cidr_block: '10.0.0.0/16' }, unknown: { id: true } },
      { address: GROUP, values: { name: 'desk' }, unknown: NEW },
      ...(apart ? [rule] : []),
    ],
    configured({ calls: { net: { module } } }),
    rest,
  );
  const { policies } = terraformPlan.read([{ path: 'plan.json', text }], {});
  return policies.filter(({ name }) => name === GROUP).flatMap(showRules);
}

const relevant = (
  attribute: string,
  resource = 'module.net.aws_vpc.main',
): Readonly<Record<string, unknown>> => ({
  relevant_attributes: [{ resource, attribute: [attribute] }],
});

const HIDDEN = (type: string): string =>
  `${GROUP} may have a dynamic "${type}" over what is known after apply, which a plan does not show`;

describe('a new group whose rules a plan does not show', () => {
  it('has none where all that the plan was made from shows', () => {
    assert.deepEqual(rules({}), []);
    assert.deepEqual(rules(relevant('id')), []);
    assert.deepEqual(rules(relevant('id', GROUP)), []);
  });

  it('may have some where something else was used, and in plans that do not say', () => {
    for (const rest of [
      relevant('ipv6_association_id'),
      { format_version: '1.0' },
      { format_version: '0.2' },
    ]) {
      const all = rules(rest);
      assert.equal(all.length, 2);
      assert.ok(
        all.some((rule) => rule.includes('inbound') && rule.endsWith(`if ?${HIDDEN('ingress')}`)),
        all.join('\n'),
      );
      assert.ok(all.some((rule) => rule.includes('outbound') && rule.endsWith(`if ?${HIDDEN('egress')}`)));
    }
  });

  it('has none of its own on the side where its rules are resources', () => {
    const all = rules({ format_version: '1.0' }, true);
    assert.deepEqual(
      all.filter((rule) => rule.includes('outbound')),
      ['allow outbound 6 443 → 10.0.0.0/8'],
    );
    assert.ok(all.some((rule) => rule.endsWith(HIDDEN('ingress'))));
  });
});
