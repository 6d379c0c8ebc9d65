import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { yamlCursor } from '../../../server/src/lsp/completion/yaml-cursor';

describe('the place of a cursor in YAML', () => {
  const cases: readonly (readonly [string, string, 'key' | 'value', string])[] = [
    ['|', '', 'key', ''],
    ['reg|', '', 'key', 'reg'],
    ['regions: |', 'regions', 'value', ''],
    ['regions: [us-|', 'regions.[]', 'value', 'us-'],
    ['regions: [us-west-2, e|', 'regions.[]', 'value', 'e'],
    ['regions:\n  - |', 'regions.[]', 'key', ''],
    ['regions:\n- us|', 'regions.[]', 'key', 'us'],
    ['proxy:\n  |', 'proxy', 'key', ''],
    ['proxy: {client: none, h|', 'proxy', 'key', 'h'],
    ['proxy: {client: |', 'proxy.client', 'value', ''],
    ['policies:\n  - match: x\n    ro|', 'policies.[]', 'key', 'ro'],
    ['policies:\n  - match: x\n  - |', 'policies.[]', 'key', ''],
    ['policies:\n  - match: x\n    role: cl|', 'policies.[].role', 'value', 'cl'],
    ['policies:\n  - match: x\n    role:\n      - |', 'policies.[].role.[]', 'key', ''],
    ['policies:\n  - match: x\n|', '', 'key', ''],
    [
      'firewall:\n  rules:\n    - name: a\n      ports: [1]\n    - name: b\n      |',
      'firewall.rules.[]',
      'key',
      '',
    ],
    ['firewalls:\n- name: a\n  rules:\n  - action: |', 'firewalls.[].rules.[].action', 'value', ''],
    ['a:\n  b: 1\n---\nc: |', 'c', 'value', ''],
    ['"a":\r\n  b: |', 'a.b', 'value', ''],
    ['# a:\n\n  \nb: |', 'b', 'value', ''],
    ['checks: { x: off }\npro|', '', 'key', 'pro'],
    [
      'r:\n  - { action: allow, ports: [4195], destinations: [34.|] }',
      'r.[].destinations.[]',
      'value',
      '34.',
    ],
    ['r:\n  - { action: allow, |', 'r.[]', 'key', ''],
    ['r:\n  - {action: |}', 'r.[].action', 'value', ''],
    ['r:\n  - {\n      action: allow,\n      des|\n    }\n', 'r.[]', 'key', 'des'],
    [
      'r:\n  - { action: allow,\r\n      destinations: [\r\n        10.0.0.0/8, # the office\r\n        |',
      'r.[].destinations.[]',
      'value',
      '',
    ],
    ['r: [{ a: { b: [1, {c: |', 'r.[].a.b.[].c', 'value', ''],
    ['r: [ "a, b", \'c] d\', x|', 'r.[]', 'value', 'x'],
    ['r: [a, "b|"]', 'r.[]', 'value', '"b'],
    ['r: &x [a]\ns: |', 's', 'value', ''],
    ['r: [a,\n  b]\ns:\n  t|', 's', 'key', 't'],
    ['r:\n  a: [1,\n  b|', 'r', 'key', 'b'],
    ['r: [a,\n  b]|', 'r', 'key', 'b]'],
    ['r: [a]|', 'r', 'value', '[a]'],
    ['r: { a: http://x, |', 'r', 'key', ''],
    ['|\nr: { a: 1 }\n', '', 'key', ''],
  ];
  for (const [text, path, at, word] of cases) {
    it(JSON.stringify(text), () => {
      const offset = text.indexOf('|');
      const cursor = yamlCursor(text.replace('|', ''), offset);
      assert.deepEqual([cursor.path.join('.'), cursor.at, cursor.word.text], [path, at, word]);
      assert.equal(cursor.word.start, offset - word.length);
    });
  }

  it('knows the keys that the mapping has, above and below', () => {
    const taken = (text: string) => [...yamlCursor(text.replace('|', ''), text.indexOf('|')).taken];
    assert.deepEqual(taken('a: 1\nb:\n  x: 2\n|\nc: 3\n'), ['a', 'b', 'c']);
    assert.deepEqual(taken('l:\n  - a: 1\n    |\n    b: 2\n  - c: 3\n'), ['a', 'b']);
    assert.deepEqual(taken('l:\n  - a: 1\n  - |'), []);
    assert.deepEqual(taken('p: {a: 1, |'), ['a']);
    assert.deepEqual(taken('p: {a: 1, |, b: {x: 1}, "c": 2}\nd: 1\n'), ['a', 'b', 'c']);
    assert.deepEqual(taken('p:\n  - {\n    a: 1,\n    b|: 2,\n    c: 3 }\n'), ['a', 'c']);
    assert.deepEqual(taken('p: {a: 1, |\nd: 1\n'), ['a']);
  });
});
