import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeConfiguration } from '../../../server/src/core/deployment/decode-configuration';
import { readDirective } from '../../../server/src/core/deployment/directives';
import { parseHcl, parseHclTemplate } from '../../../server/src/core/syntax/hcl';
import { parseHclJson } from '../../../server/src/core/syntax/hcl/json-body';
import { isList, readJson, type JsonPlace } from '../../../server/src/core/syntax/json';
import { jsonNodeAt } from '../../../server/src/core/syntax/json-edit';
import { readYaml } from '../../../server/src/core/syntax/yaml';
import { readYamlTree } from '../../../server/src/core/syntax/yaml-tree';
import type { SourceFile } from '../../../server/src/core/text/source';
import { isObject } from '../../../server/src/core/values/json-object';
import { assertAllInside, assertInside, assertSame } from '../checks';
import { broken } from '../inputs/broken';
import { files } from '../inputs/hcl';
import { exports, jsonTexts } from '../inputs/json';
import { CONFIGURATION_SEEDS, DIRECTIVES, TERRAFORM_SEEDS } from '../inputs/seeds';
import { configurations, firewalls, yamlTexts } from '../inputs/yaml';
import type { Target } from '../target';

/** A target whose inputs are one file each. */
function parser(
  name: string,
  path: string,
  texts: fc.Arbitrary<string>,
  check: (file: SourceFile) => void,
): Target {
  return {
    name,
    fewInputs: 200,
    inputs: texts.map((text) => ({ files: { [path]: text } })),
    check({ files: given }) {
      for (const [at, text] of Object.entries(given)) check({ path: at, text });
    },
  };
}

const hcl = parser(
  'hcl',
  'main.tf',
  fc.oneof(
    files,
    broken(TERRAFORM_SEEDS, 10),
    files.chain((text) => broken([text, ...TERRAFORM_SEEDS])),
  ),
  ({ text }) => {
    const parsed = parseHcl(text);
    assertAllInside(parsed, text.length);
    assertSame(parsed, parseHcl(text), 'the tree');
    const template = parseHclTemplate(text);
    assertAllInside(template, text.length);
    assertSame(template, parseHclTemplate(text), 'the template');
  },
);

const json = parser('json', 'x.json', fc.oneof(jsonTexts, exports), (file) => {
  const read = readJson(file);
  assertSame([read.value, read.problems], [readJson(file).value, readJson(file).problems], 'the value');
  for (const { at } of [...read.problems, ...read.comments]) assertInside(at, 'a problem or comment');
  assertPlaces(read.value, read.root);
  const strict = strictly(file.text);
  if (strict !== undefined && read.problems.length === 0) assert.deepEqual(read.value, strict.value);
  for (let offset = 0; offset <= file.text.length; offset += 1 + (file.text.length >> 5)) {
    assertAllInside(jsonNodeAt(file, offset), file.text.length);
  }
  for (const values of [true, false]) {
    const body = parseHclJson(file, values);
    assertAllInside(body, body.text.length);
  }
});

/** What JSON.parse makes of it, if anything. */
function strictly(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function assertPlaces(value: unknown, place: JsonPlace): void {
  assertInside(place, 'a value');
  if (isList(value))
    value.forEach((item, index) => {
      assertPlaces(item, place.at(index));
    });
  else if (isObject(value)) for (const key of Object.keys(value)) assertPlaces(value[key], place.at(key));
}

const yaml = parser('yaml', 'x.yaml', fc.oneof(yamlTexts, firewalls), (file) => {
  const read = readYaml(file);
  assertSame(read, readYaml(file), 'the documents');
  for (const { at } of [...read.problems, ...read.comments]) assertInside(at, 'a problem or comment');
  assertAllInside(read.documents, file.text.length);
  assertSame(readYamlTree(file), readYamlTree(file), 'the tree');
});

const configuration = parser(
  'configuration',
  '.workspaces-netlint.yaml',
  fc.oneof(configurations, broken(CONFIGURATION_SEEDS, 2)),
  (file) => {
    const decoded = decodeConfiguration(file, '');
    assertSame(decoded, decodeConfiguration(file, ''), 'the configuration');
    if ('problems' in decoded) {
      assert.ok(decoded.problems.length > 0, 'refused without a word');
      for (const { at } of decoded.problems) assertInside(at, 'a problem');
    }
  },
);

const directives = parser('directives', 'x.yaml', broken(DIRECTIVES, 8), (file) => {
  const comment = { text: file.text, at: { file, span: { start: 0, end: file.text.length } } };
  assertSame(readDirective(comment), readDirective(comment), 'the directive');
});

export const PARSERS: readonly Target[] = [hcl, json, yaml, configuration, directives];
