import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseHcl } from '../../../../server/src/core/syntax/hcl/index';
import { dumpBody, dumpErrors } from './dump';
import { readTable } from './table';

// Each table holds HCL texts and, behind `---`, the tree that the reference implementation makes of them too.
// In `recovery` the texts are broken: there the tree is what survives, and the errors follow it.
for (const table of ['expressions', 'templates', 'bodies', 'recovery']) {
  describe(`HCL trees: ${table}`, () => {
    for (const { title, text, expected } of readTable(
      readFileSync(new URL(`${table}.txt`, import.meta.url), 'utf8'),
    )) {
      it(title, () => {
        const file = parseHcl(text);
        const tree = dumpBody(file.body);
        assert.equal((tree === '' ? '' : `${tree}\n`) + dumpErrors(file), expected);
      });
    }
  });
}

describe('HCL trees: line ends', () => {
  it('are the same with CRLF', () => {
    for (const table of ['expressions', 'bodies', 'recovery']) {
      for (const { title, text } of readTable(
        readFileSync(new URL(`${table}.txt`, import.meta.url), 'utf8'),
      )) {
        if (text.includes('<<')) continue; // the text of a heredoc keeps its line ends
        const windows = parseHcl(text.replaceAll('\n', '\r\n'));
        assert.equal(dumpBody(windows.body), dumpBody(parseHcl(text).body), title);
      }
    }
  });

  it('stay what they are in a heredoc', () => {
    const file = parseHcl('a = <<-EOF\r\n  x\r\n  y\r\n  EOF\r\nb = 1\r\n');
    assert.equal(dumpBody(file.body), 'a = (template "x\\r\\ny\\r\\n")\nb = 1');
    assert.deepEqual(file.errors, []);
  });

  it('may be missing behind the end of a heredoc', () => {
    const file = parseHcl('a = <<EOF\nx\nEOF');
    assert.equal(dumpBody(file.body), 'a = (template "x\\n")');
    assert.deepEqual(file.errors, []);
  });
});
