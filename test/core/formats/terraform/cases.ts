import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Case, evaluateText, readCases, summarize } from './support';

/** Declares one test for each file of cases in a folder, and gives all the cases. */
export function testCases(name: string, folder: URL): readonly Case[] {
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.cases'));
  const all = files.map((file) => ({ file, cases: readCases(new URL(file, folder)) }));
  describe(name, () => {
    for (const { file, cases } of all) {
      it(`is as written in ${file}`, () => {
        const wrong = cases.flatMap(({ line, expression, expected }) => {
          const actual = summarize(evaluateText(expression));
          return actual === expected
            ? []
            : [`${file}:${line} ${expression}\n  is    ${actual}\n  not   ${expected}`];
        });
        assert.deepEqual(wrong, []);
      });
    }
  });
  return all.flatMap(({ cases }) => cases);
}
