import { readJson } from '../syntax/json';
import { readYaml } from '../syntax/yaml';
import type { SourceFile } from '../text/source';
import type { Problem } from './format';

/**
 * What is wrong with the text of a file that no format takes. Only for files that somebody named: who names a
 * broken file wants to know, and other people's broken files are nobody's business.
 */
export function problemsOfUnclaimed(file: SourceFile): readonly Problem[] {
  if (file.text.trim() === '') return [];
  if (/\.jsonc?$/i.test(file.path)) return readJson(file).problems.slice(0, 1);
  if (/\.ya?ml$/i.test(file.path)) return readYaml(file).problems.slice(0, 1);
  return [];
}
