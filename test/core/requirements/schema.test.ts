import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv, { type ValidateFunction } from 'ajv';
import editionSchema from '../../../catalog/schema/edition.schema.json';
import ipRangesSchema from '../../../catalog/schema/ip-ranges.schema.json';
import { CATALOG, EDITION_DATES, readCatalog, SNAPSHOT_DATES } from './facts';

const ajv = new Ajv({ allErrors: true });
const isEdition = ajv.compile(editionSchema);
const isIpRanges = ajv.compile(ipRangesSchema);

test('the catalog holds these files and no other', () => {
  const files = (folder: string): string[] => readdirSync(join(CATALOG, folder)).sort();
  assert.deepEqual(
    files('editions'),
    EDITION_DATES.map((date) => `${date}.json`),
  );
  assert.deepEqual(
    files('ip-ranges'),
    SNAPSHOT_DATES.map((date) => `${date}.json`),
  );
});

test('every edition fits its schema and is named by its date', () => {
  for (const date of EDITION_DATES) {
    const file = readCatalog(`editions/${date}.json`);
    assert.deepEqual(problems(isEdition, file), []);
    assert.equal(property(file, 'edition'), date);
    assert.equal(property(file, '$schema'), '../schema/edition.schema.json');
  }
});

test('every snapshot fits its schema and is named by its date', () => {
  for (const date of SNAPSHOT_DATES) {
    const file = readCatalog(`ip-ranges/${date}.json`);
    assert.deepEqual(problems(isIpRanges, file), []);
    assert.equal(property(file, 'createDate'), date);
    assert.equal(property(file, '$schema'), '../schema/ip-ranges.schema.json');
  }
});

test('the schemas refuse what the loader could not read', () => {
  const [edition, snapshot] = [
    readCatalog('editions/2022-09-02.json'),
    readCatalog(`ip-ranges/${SNAPSHOT_DATES[0]}.json`),
  ];
  for (const broken of [
    changed(edition, /"level": "required"/, '"level": "nice"'),
    changed(edition, /"kind": "table"/, '"kind": "tabel"'),
    changed(edition, /"confidence": "seed"/, '"confidence": "sure"'),
    changed(edition, /"value": "34\.223\.96\.0\/22"/, '"value": "34.223.96.0 - 34.223.99.255"'),
    changed(edition, /"has": "pcoip"/, '"has": "dcv"'),
  ]) {
    assert.notDeepEqual(problems(isEdition, broken), []);
  }
  assert.notDeepEqual(problems(isIpRanges, changed(snapshot, /44\.234\.54\.0\/23 /, '44.234.54.0/23, ')), []);
});

function problems(validate: ValidateFunction, file: unknown): string[] {
  validate(file);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

function property(file: unknown, key: string): unknown {
  assert.ok(isObject(file));
  return file[key];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changed(file: unknown, from: RegExp, to: string): unknown {
  const text = JSON.stringify(file, null, 1);
  assert.match(text, from);
  const result: unknown = JSON.parse(text.replace(from, to));
  return result;
}
