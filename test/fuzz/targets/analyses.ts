import fc from 'fast-check';
import { ROLES } from '../../../server/src/core/requirements/requirement';
import { checkAnalysis } from '../analysis';
import { folders, present } from '../inputs/folders';
import { exports, plans } from '../inputs/json';
import { configurations, firewalls, yamlTexts } from '../inputs/yaml';
import type { Input, Target } from '../target';

export const roles = fc.subarray(
  ROLES.filter((role) => role !== 'vpc'),
  { maxLength: 2 },
);

function analysis(name: string, files: fc.Arbitrary<Input['files']>, fewInputs: number): Target {
  return {
    name,
    fewInputs,
    // Analysed twice, and told of in every format twice.
    patience: 30,
    inputs: fc.record({ files, roles }),
    check(input) {
      checkAnalysis(input);
    },
  };
}

const one = (path: string, texts: fc.Arbitrary<string>): fc.Arbitrary<Input['files']> =>
  texts.map((text) => ({ [path]: text }));

const maybe = <T>(texts: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(texts, { nil: undefined });

/** Whatever may lie in one folder. */
export const mixed: fc.Arbitrary<Input['files']> = fc
  .record({
    terraform: folders,
    others: fc.record({
      'export.json': maybe(exports),
      'plan.json': maybe(plans),
      'edge.yaml': maybe(firewalls),
      'other.yaml': maybe(yamlTexts),
      '.workspaces-netlint.yaml': maybe(configurations),
    }),
  })
  .map(({ terraform, others }) => ({ ...terraform, ...present(others) }));

export const ANALYSES: readonly Target[] = [
  analysis('terraform', folders, 30),
  analysis('plan', one('plan.json', plans), 50),
  analysis('export', one('export.json', exports), 50),
  analysis('firewall', one('edge.yaml', firewalls), 50),
  analysis('analysis', mixed, 20),
];
