import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { place, policyOf } from './read';

const GROUP = 'resource "aws_security_group" "web" {\n  name = "web"\n}\n';

describe('a group that is given to a module', () => {
  for (const [name, text] of [
    ['by its id', 'module "app" {\n  source = "./app"\n  group  = aws_security_group.web.id\n}\n'],
    ['in a list', 'module "app" {\n  source = "./app"\n  groups = [aws_security_group.web.id]\n}\n'],
    [
      'through a local',
      'locals {\n  groups = [aws_security_group.web.id]\n}\nmodule "app" {\n  source = "./app"\n  groups = local.groups\n}\n',
    ],
  ] as const) {
    it(`${name} may have more rules`, () => {
      const { incomplete } = policyOf(GROUP + text);
      assert.ok(incomplete);
      assert.match(
        incomplete.reason,
        /^aws_security_group\.web is given to module\.app, which is not followed and may add rules/,
      );
      assert.match(place(incomplete.at), /main\.tf:\d+:3 groups?\b/);
    });
  }

  for (const argument of [
    'vpc_security_group_ids',
    'security_groups',
    'sg_ids',
    'source_security_group_id',
  ]) {
    it(`is whole when the module only attaches it or refers to it: ${argument}`, () => {
      const module = `module "app" {\n  source = "./app"\n  ${argument} = [aws_security_group.web.id]\n}\n`;
      assert.equal(policyOf(GROUP + module).incomplete, undefined);
    });
  }

  it('is whole when a module only waits for it, or gets another', () => {
    const waits = 'module "app" {\n  source     = "./app"\n  depends_on = [aws_security_group.web]\n}\n';
    assert.equal(policyOf(GROUP + waits).incomplete, undefined);
    const other = 'module "app" {\n  source = "./app"\n  group  = aws_security_group.other.id\n}\n';
    assert.equal(policyOf(GROUP + other).incomplete, undefined);
  });
});
