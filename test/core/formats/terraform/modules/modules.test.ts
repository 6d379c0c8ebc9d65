import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Found } from '../../../../../server/src/core/supply';
import { showRules } from '../../../../support/show-policy';
import { lint, type Run } from './repository';

type Files = Readonly<Record<string, string>>;

/** A group in `sg/` with one rule for the blocks it is given. */
const GROUP: Files = {
  'sg/main.tf': `variable "cidrs" {
  type    = list(string)
  default = ["10.9.0.0/16"]
}
resource "aws_security_group" "this" {
  ingress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = var.cidrs
  }
}
output "id" {
  value = aws_security_group.this.id
}
`,
};

/** Each policy with its rules as lines. */
function policies(files: Files, run?: Run): Readonly<Record<string, readonly string[]>> {
  const { placements } = lint(files, run);
  return Object.fromEntries(placements.map(({ policy }) => [policy.name, showRules(policy)]));
}

/** What the peers of the first rule of the first policy are, or why nobody knows. */
function peers(files: Files, run?: Run): readonly string[] {
  const [placement] = lint(files, run).placements;
  return (placement?.policy.rules[0]?.peers ?? []).map(({ text, set }) =>
    set.kind === 'known' ? text : `?${set.reason}`,
  );
}

const call = (rest = ''): string => `module "sg" {\n  source = "./sg"\n${rest}}\n`;

describe('a module', () => {
  it('takes its values from the call, and else its defaults', () => {
    assert.deepEqual(peers({ ...GROUP, 'main.tf': call('  cidrs = ["10.1.0.0/16"]\n') }), ['10.1.0.0/16']);
    assert.deepEqual(peers({ ...GROUP, 'main.tf': call() }), ['10.9.0.0/16']);
    assert.deepEqual(peers(GROUP), ['10.9.0.0/16']);
  });

  it('is not given what lies in variable files beside it', () => {
    const files = { ...GROUP, 'sg/terraform.tfvars': 'cidrs = ["10.2.0.0/16"]\n' };
    assert.deepEqual(peers(files), ['10.2.0.0/16']);
    assert.deepEqual(peers({ ...files, 'main.tf': call() }), ['10.9.0.0/16']);
  });

  it('is made as often as for_each and count say', () => {
    const each = call('  for_each = { a = "10.1.0.0/16", b = "10.2.0.0/16" }\n  cidrs = [each.value]\n');
    const made = Object.keys(policies({ ...GROUP, 'main.tf': each }));
    assert.deepEqual(made, [
      'module.sg["a"].aws_security_group.this',
      'module.sg["b"].aws_security_group.this',
    ]);
    assert.deepEqual(Object.keys(policies({ ...GROUP, 'main.tf': call('  count = 0\n') })), []);
    assert.deepEqual(Object.keys(policies({ ...GROUP, 'main.tf': call('  count = 1\n') })), [
      'module.sg[0].aws_security_group.this',
    ]);
  });

  it('hands its group out, so that rules elsewhere find it', () => {
    const rule = (id: string): string => `resource "aws_security_group_rule" "more" {
  type              = "egress"
  security_group_id = ${id}
  protocol          = "tcp"
  from_port         = 2
  to_port           = 2
  cidr_blocks       = ["0.0.0.0/0"]
}
`;
    const count = (files: Files): readonly number[] =>
      Object.values(policies(files)).map(({ length }) => length);
    assert.deepEqual(count({ ...GROUP, 'main.tf': call() + rule('module.sg.id') }), [2]);
    const each = call('  for_each = toset(["a", "b"])\n');
    assert.deepEqual(count({ ...GROUP, 'main.tf': each + rule('module.sg["b"].id') }), [1, 2]);
    const counted = call('  count = 2\n');
    assert.deepEqual(count({ ...GROUP, 'main.tf': counted + rule('element(module.sg[*].id, 1)') }), [1, 2]);
    // And the other way round: the rule is in the module, the group is outside.
    const files = {
      'rules/main.tf': 'variable "group" {}\n' + rule('var.group'),
      'main.tf':
        'resource "aws_security_group" "own" {}\nmodule "rules" {\n  source = "./rules"\n  group = aws_security_group.own.id\n}\n',
    };
    assert.deepEqual(count(files), [1]);
  });

  it('that calls itself, or whose outputs and variables run in a circle, ends', () => {
    const self = { 'main.tf': 'module "a" {\n  source = "./"\n}\nresource "aws_security_group" "x" {}\n' };
    assert.deepEqual(Object.keys(policies(self)), ['aws_security_group.x']);
    const circle = {
      ...GROUP,
      'sg/more.tf': 'output "cidrs" {\n  value = var.cidrs\n}\n',
      'main.tf': call('  cidrs = module.sg.cidrs\n'),
    };
    assert.match(peers(circle)[0] ?? '', /depends on itself/);
  });

  it('is not made without an end', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 30 }, (_, level) => [
        `m${level}/main.tf`,
        ['a', 'b'].map((name) => `module "${name}" {\n  source = "../m${level + 1}"\n}\n`).join(''),
      ]),
    );
    const { diagnostics } = lint({ ...doubling, 'm30/main.tf': 'resource "aws_security_group" "x" {}\n' });
    assert.deepEqual(
      diagnostics.map(({ rule }) => rule),
      ['limit-exceeded'],
    );
  });
});

describe('a module that is not there', () => {
  const user = (source: string): Files => ({
    'main.tf': `module "vpc" {\n  source = "${source}"\n}
resource "aws_security_group" "x" {
  ingress {
    from_port   = 1
    to_port     = 1
    protocol    = "tcp"
    cidr_blocks = [module.vpc.cidr]
  }
}
`,
  });

  it('says what to do', () => {
    assert.deepEqual(peers(user('somebody/vpc/aws')), [
      '?the outputs of module.vpc are not known: somebody/vpc/aws is not on this disk: run terraform init',
    ]);
    assert.deepEqual(peers(user('./vpc')), [
      '?the outputs of module.vpc are not known: there is no module in vpc/',
    ]);
  });

  it('is followed to where terraform init has put it', () => {
    const manifest = {
      path: '.terraform/modules/modules.json',
      text: '{"Modules":[{"Key":"","Dir":"."},{"Key":"vpc","Source":"x","Dir":".terraform/modules/vpc"}]}',
    };
    const file = {
      path: '.terraform/modules/vpc/main.tf',
      text: 'output "cidr" {\n  value = "10.7.0.0/16"\n}\n',
    };
    const find: Run['find'] = ({ kind, path }): Found => {
      if (kind === 'file' && path === manifest.path) return { kind, file: manifest };
      return kind === 'folder' && path === '.terraform/modules/vpc/' ? { kind, files: [file] } : 'absent';
    };
    assert.deepEqual(peers(user('terraform-aws-modules/vpc/aws'), { find }), ['10.7.0.0/16']);
  });

  it('beyond the workspace is a limit, at its source', () => {
    const { diagnostics } = lint(user('../../vpc'), { find: () => 'beyond' });
    assert.deepEqual(
      diagnostics.map(({ rule, at }) => [rule, at.file.text.slice(at.span.start, at.span.end)]),
      [['limit-exceeded', '"../../vpc"']],
    );
  });
});

describe('a group of one module, and another module that is not there', () => {
  const given = (argument: string): string | undefined => {
    const other = `output "name" {\n  value = "web"\n}\noutput "rest" {\n  value = aws_vpc.this.id\n}\nresource "aws_vpc" "this" {}\n`;
    const files = {
      ...GROUP,
      'sg/other.tf': other,
      'main.tf': `${call()}module "key" {\n  source = "somebody/key/aws"\n  given  = ${argument}\n}\n`,
    };
    return lint(files).placements[0]?.policy.incomplete?.reason;
  };

  for (const argument of ['module.sg.id', 'module.sg', 'module.sg[*].id', '{ all = [module.sg["x"].id] }']) {
    it(`may have more rules when it is given ${argument}`, () => {
      assert.match(given(argument) ?? '', /^module\.sg\.aws_security_group\.this is given to module\.key/);
    });
  }

  for (const argument of ['module.sg.rest', '[module.sg.rest, "x"]', 'module.sg.name', 'var.none']) {
    it(`has all its rules when that is given ${argument}`, () => {
      assert.equal(given(argument), undefined);
    });
  }

  it('has all its rules when nothing is left of what was handed in beside it', () => {
    const inner =
      'variable "settings" {}\nmodule "label" {\n  source = "somebody/label/aws"\n  tags   = try(var.settings.tags, {})\n}\n';
    const files = {
      'app/main.tf': inner,
      'main.tf': `resource "aws_security_group" "web" {}\nmodule "app" {\n  source   = "./app"\n  settings = { tags = { a = "b" }, group = aws_security_group.web.id }\n}\n`,
    };
    assert.equal(lint(files).placements[0]?.policy.incomplete, undefined);
  });
});

describe('a module that nobody calls', () => {
  const reason = (files: Files): string | undefined => lint(files).placements[0]?.policy.incomplete?.reason;

  it('may have more rules where it hands its group out', () => {
    assert.match(reason(GROUP) ?? '', /^output id hands aws_security_group\.this out/);
  });

  it('has all its rules where it is a root of its own', () => {
    assert.equal(reason({ ...GROUP, 'sg/providers.tf': 'provider "aws" {}\n' }), undefined);
    assert.equal(reason({ ...GROUP, 'main.tf': call() }), undefined);
  });
});
