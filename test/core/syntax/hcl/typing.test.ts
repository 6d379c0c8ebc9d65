import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Block, parseHcl } from '../../../../server/src/core/syntax/hcl/index';

/** About a thousand lines in the usual layout, heredocs and one-line blocks included. */
const blocks = Array.from({ length: 48 }, (_, index) => [
  `# the ${index}th group`,
  `resource "aws_security_group" "group_${index}" {`,
  `  name   = "group-${index}"`,
  '  vpc_id = aws_vpc.main.id',
  '',
  '  ingress {',
  `    from_port   = ${index}`,
  '    to_port     = 443',
  '    protocol    = "tcp"',
  '    cidr_blocks = ["10.0.0.0/8", var.office] # both',
  '  }',
  '',
  '  tags = merge(local.tags, {',
  `    Name = "\${var.prefix}-${index}"`,
  '  })',
  '}',
  '',
  ...(index % 4 === 0 ? ['locals {', '  script = <<EOF', 'function f {', '}', 'EOF', '}', ''] : []),
  ...(index % 4 === 1 ? [`variable "v${index}" { default = "}" }`, ''] : []),
]);

const added = `
# clients
resource "aws_security_group" "clients" {
  name = "clients-\${var.env}"
  description = "a \\"quoted\\" }"

  ingress {
    from_port = var.open ? 4172 : 0
    cidr_blocks = [
      "10.0.0.0/8",
      cidrsubnet(var.cidr, 8, 1),
    ]
  }
  dynamic "egress" {
    for_each = { for k, v in var.rules : k => v }
    content {
      cidr_blocks = concat([aws_subnet.x[*].cidr_block])
    }
  }
  user_data = <<EOF
if [ -f x ]; then "%{ if x }y%{ endif }"; fi
EOF
  more_tags = {
    Name = "clients"
    (var.key) : "x"
  }
}
`;

interface Editor {
  left: string;
  right: string;
}

function typeRaw(editor: Editor, key: string): void {
  editor.left += key;
}

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"' };

/** As editors do: openers bring their closers, closers are typed over, Enter between braces makes two lines. */
function typeWithPairs(editor: Editor, key: string): void {
  const { left, right } = editor;
  editor.left += key;
  const next = right.trimStart();
  if (left.endsWith('\\')) return;
  if (right.startsWith(key)) editor.right = right.slice(1);
  else if (Object.values(PAIRS).includes(key) && key !== '"' && next.startsWith(key))
    editor.right = next.slice(1);
  else if (key === '\n' && /[[({]$/.test(left)) editor.right = `\n${right}`;
  else if (PAIRS[key] !== undefined) editor.right = PAIRS[key] + right;
}

function byName(found: readonly Block[], text: string): Map<string, string> {
  return new Map(
    found
      .filter((block) => block.complete)
      .map((block) => [
        block.labels.map((label) => label.text).join('.'),
        text.slice(block.span.start, block.span.end),
      ]),
  );
}

describe('HCL while somebody types', () => {
  const middle = blocks.length / 2;
  const before = blocks.slice(0, middle).flat().join('\n') + '\n';
  const after = '\n' + blocks.slice(middle).flat().join('\n');

  for (const [mode, type] of [
    ['raw', typeRaw],
    ['with brackets closed by the editor', typeWithPairs],
  ] as const) {
    it(`a new block, ${mode}: all others keep their exact text at every key`, () => {
      check(before, added, after, type, () => true);
    });

    it(`into a block, ${mode}: all others keep their exact text at every key`, () => {
      const inside = after.indexOf('  ingress');
      const lines = added.split('\n');
      const nested = lines.slice(lines.indexOf('  user_data = <<EOF'), -2).join('\n') + '\n';
      check(
        before + after.slice(0, inside),
        nested,
        after.slice(inside),
        type,
        (name) => !name.endsWith('group_24'),
      );
    });
  }

  it('the file is about a thousand lines long', () => {
    assert.ok(blocks.flat().length > 850);
  });
});

/** Types `keys` between two texts; every block of theirs that `isOther` accepts must stay as it is throughout. */
function check(
  before: string,
  keys: string,
  after: string,
  type: (editor: Editor, key: string) => void,
  isOther: (name: string) => boolean,
): void {
  const original = [...byName(parseHcl(before + after).body.blocks, before + after)].filter(([name]) =>
    isOther(name),
  );
  assert.ok(original.length > 55);
  const editor = { left: '', right: '' };
  for (const key of keys) {
    type(editor, key);
    const text = before + editor.left + editor.right + after;
    const found = byName(parseHcl(text).body.blocks, text);
    for (const [name, source] of original) {
      if (found.get(name) !== source)
        assert.fail(`${name} is lost behind ${JSON.stringify(editor.left.slice(-40))}`);
    }
  }
  assert.equal(editor.left, keys);
  assert.deepEqual(parseHcl(before + editor.left + editor.right + after).errors, []);
}
