import configurationSchema from '../../../schemas/configuration.schema.json';
import firewallSchema from '../../../schemas/firewall.schema.json';
import type { Analysis } from '../../core/analysis';
import { REGION_CODES } from '../../core/requirements/regions';
import type { SourceFile } from '../../core/text/source';
import type { Candidate, Completion } from './candidate';
import { networkCandidates } from './network';
import { keysAt, valuesAt } from './schema';
import { yamlCursor, type YamlCursor } from './yaml-cursor';

/** In the configuration: its keys and the words it knows. */
export function completeConfiguration({ text }: SourceFile, offset: number): Completion {
  const cursor = yamlCursor(text, offset);
  return completion(cursor, offset, fromSchema(configurationSchema, cursor));
}

/** In a firewall of ours: keys, words, Regions, and what its rules could name. */
export function completeFirewall(
  analysis: Analysis | undefined,
  file: SourceFile,
  offset: number,
): Completion | undefined {
  const cursor = yamlCursor(file.text, offset);
  const [top] = cursor.path;
  if (top !== 'firewall' && top !== 'firewalls') return undefined;
  const key = cursor.path.filter((step) => step !== '[]').at(-1);
  const isItem = cursor.at === 'value' || cursor.path.at(-1) === '[]';
  if (isItem && (key === 'region' || key === 'regions')) {
    return completion(
      cursor,
      offset,
      REGION_CODES.map((label) => ({ label, kind: 'value' })),
    );
  }
  const found = [...fromSchema(firewallSchema, cursor)];
  if (isItem && analysis !== undefined) {
    if (key === 'destinations')
      found.push(...networkCandidates(analysis, file, offset, 'address', 'outbound'));
    if (key === 'sources') found.push(...networkCandidates(analysis, file, offset, 'address', 'inbound'));
    if (key === 'ports') found.push(...networkCandidates(analysis, file, offset, 'port', undefined));
  }
  return completion(cursor, offset, found);
}

/** Where no key has been begun, an item of a list may stand as well. */
function fromSchema(schema: object, { path, at, taken }: YamlCursor): readonly Candidate[] {
  const root = { ...schema };
  return at === 'value' ? valuesAt(root, path) : [...keysAt(root, path, taken), ...valuesAt(root, path)];
}

function completion({ word }: YamlCursor, offset: number, candidates: readonly Candidate[]): Completion {
  const start = word.start + (/^["']/.test(word.text) ? 1 : 0);
  return { word: { start, end: offset }, candidates };
}
