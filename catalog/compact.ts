/**
 * Makes the compact form of a published ip-ranges.json: the subsets that requirements use, aggregated.
 *
 *     node --import tsx catalog/compact.ts FILE [--gateways-only] > catalog/ip-ranges/CREATE-DATE.json
 */
import { readFileSync } from 'node:fs';
import { compactRanges } from '../server/src/core/requirements/compact';
import { readPublication } from '../server/src/core/requirements/publication';

const [file, option] = process.argv.slice(2);
if (file === undefined || (option !== undefined && option !== '--gateways-only')) {
  process.stderr.write('usage: node --import tsx catalog/compact.ts FILE [--gateways-only]\n');
  process.exitCode = 2;
} else {
  const published = readPublication(readFileSync(file, 'utf8'));
  if ('problem' in published) {
    process.stderr.write(`${file} ${published.problem}.\n`);
    process.exitCode = 2;
  } else {
    const ranges = compactRanges(published, option === undefined ? undefined : ['WORKSPACES_GATEWAYS']);
    const result = { $schema: '../schema/ip-ranges.schema.json', ...ranges };
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  }
}
