import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convert } from '../../../../../server/src/core/formats/terraform/values/convert';
import { writeType } from '../../../../../server/src/core/formats/terraform/values/type';
import { readTypeConstraint } from '../../../../../server/src/core/formats/terraform/values/type-constraint';
import { evaluateText, parseExpression, render } from '../support';

function readType(text: string): ReturnType<typeof readTypeConstraint> {
  const { expression, file } = parseExpression(text);
  return readTypeConstraint(
    expression,
    ({ span }) => evaluateText(file.text.slice(span.start, span.end)).value,
  );
}

function converted(value: string, type: string): string {
  const target = readType(type);
  assert.ok(target.kind !== 'failure', type);
  const result = convert(evaluateText(value).value, target);
  return result.kind === 'failure' ? `error: ${result.reason}` : render(result);
}

describe('type constraints', () => {
  const types = [
    'string',
    'number',
    'bool',
    'any',
    'list(string)',
    'set(number)',
    'map(list(bool))',
    'tuple([string, number])',
    'object({a = string, b = optional(number)})',
    'list(object({ports = list(number)}))',
  ];
  for (const type of types) {
    it(`reads ${type}`, () => {
      const read = readType(type);
      assert.equal(read.kind === 'failure' ? read.reason : writeType(read), type);
    });
  }

  it('reads what old files write', () => {
    const write = (text: string): string => {
      const read = readType(text);
      return read.kind === 'failure' ? read.reason : writeType(read);
    };
    assert.equal(write('"string"'), 'string');
    assert.equal(write('list'), 'list(any)');
    assert.equal(write('"map"'), 'map(any)');
  });

  it('refuses what is no type', () => {
    const wrong = [
      'text',
      '1',
      'list()',
      'list(string, number)',
      'tuple(string)',
      'object(string)',
      'vector(string)',
    ];
    for (const text of [...wrong, 'optional(string)', 'object({ a = optional() })', '[string]']) {
      assert.equal(readType(text).kind, 'failure', text);
    }
  });
});

describe('conversion', () => {
  /** Value, type, result. */
  const table: readonly (readonly [string, string, string])[] = [
    ['"443"', 'number', '443'],
    ['443', 'string', '"443"'],
    ['"1"', 'bool', 'true'],
    ['true', 'number', 'error: a number is required'],
    ['null', 'number', 'null'],
    ['[1, "a"]', 'list(string)', 'list["1", "a"]'],
    ['["b", "a", "b"]', 'set(string)', 'set["a", "b"]'],
    ['[443, "443"]', 'set(number)', 'set[443]'],
    ['["a"]', 'list(number)', 'error: element 0: a number is required'],
    ['{ a = 1 }', 'map(string)', 'map{ a = "1" }'],
    ['{ a = [] }', 'map(string)', 'error: element "a": a string is required'],
    ['{ a = 1, b = 2 }', 'object({ a = string })', '{ a = "1" }'],
    ['{}', 'object({ a = string })', 'error: attribute "a" is required'],
    ['{}', 'object({ a = optional(string) })', '{ a = null }'],
    ['{}', 'object({ a = optional(string, 5) })', '{ a = "5" }'],
    ['{ a = null }', 'object({ a = optional(list(string), ["x"]) })', '{ a = list["x"] }'],
    ['{}', 'object({ a = optional(object({ b = optional(number, 1) }), {}) })', '{ a = { b = 1 } }'],
    ['tomap({ a = 1 })', 'object({ a = number, b = optional(string) })', '{ a = 1, b = null }'],
    ['[1, 2]', 'tuple([string, number])', '["1", 2]'],
    ['[1]', 'tuple([string, number])', 'error: tuple of 2 elements required'],
    ['"a"', 'list(string)', 'error: list of string required'],
    ['["a"]', 'map(string)', 'error: map of string required'],
    ['["a"]', 'string', 'error: a string is required'],
    ['toset(["a"])', 'list(string)', 'list["a"]'],
    ['[{ from = 1 }, { from = "2" }]', 'list(any)', 'list[{ from = "1" }, { from = "2" }]'],
    ['[1, []]', 'list(any)', 'error: all list elements must have the same type'],
    ['{ a = 1, b = [] }', 'map(any)', 'error: all map elements must have the same type'],
    ['unknown.any', 'number', '<unknown.any>'],
    ['unknown.strings', 'string', 'error: string required'],
    ['[unknown.any, "a"]', 'list(string)', 'list[<unknown.any>, "a"]'],
    ['{ a = unknown.any }', 'object({ a = optional(string, "x") })', '{ a = <unknown.any> }'],
    [
      'merge({ a = 1 }, unknown.any)',
      'object({ a = number, b = optional(string) })',
      '{ a = <unknown.any>, b = <unknown.any> }',
    ],
    ['concat(["b"], unknown.any)', 'set(string)', 'set["b", ...<unknown.any>]'],
    ['unknown.bool ? ["a"] : []', 'list(string)', 'list[...<unknown.bool> | "a"]'],
    ['unknown.bool ? ["a"] : []', 'list(number)', 'list[...<unknown.bool> | ]'],
  ];
  for (const [value, type, expected] of table) {
    it(`of ${value} to ${type}`, () => {
      assert.equal(converted(value, type), expected);
    });
  }
});
