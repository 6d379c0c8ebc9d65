import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Diagnostic } from '../server/src/core/checks/diagnostic';
import { CHECKS, SUPPRESSION_CHECKS } from '../server/src/core/checks/index';
import { lineSpan, positionAt } from '../server/src/core/text/lines';
import { lintFixture, readFixture, type Fixture, type Marker } from './support/fixture';

/**
 * `test/checks/<check>/<case>.<ending>`: a file with its findings marked below the lines they stand on. All
 * findings are marked, not only those of the check, so that a fixture also says what is not reported.
 */
const FOLDER = 'test/checks';

for (const check of readdirSync(FOLDER).sort()) {
  describe(check, () => {
    for (const name of readdirSync(join(FOLDER, check)).sort()) {
      it(name, () => {
        const fixture = readFixture(name, readFileSync(join(FOLDER, check, name), 'utf8'));
        const { diagnostics } = lintFixture(fixture);
        assert.deepEqual(
          diagnostics.map((found) => asMarker(found, fixture)),
          fixture.markers,
        );
      });
    }
  });
}

it('every check has fixtures, and every folder is a check', () => {
  const ids = [...CHECKS, ...SUPPRESSION_CHECKS].map(({ id }) => id);
  assert.deepEqual(readdirSync(FOLDER).sort(), [...ids].sort());
});

function asMarker({ at, rule, requirement, requirements }: Diagnostic, { file }: Fixture): Marker {
  const about = requirement ?? requirements?.join(' ');
  const text = about === undefined ? rule : `${rule} ${about}`;
  if (at.file !== file) return { line: 0, column: 0, length: 0, text };
  const { line, column } = positionAt(at.file, at.span.start);
  // A marker cannot go beyond its line.
  const end = Math.min(at.span.end, lineSpan(at.file, line).end);
  return {
    line,
    column,
    length: Math.max(1, end - at.span.start),
    text,
  };
}
