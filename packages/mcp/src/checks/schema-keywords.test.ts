import { describe, expect, test } from 'vitest';
import { refusedKeywords } from './schema-keywords.ts';

const object = (properties: object, rest: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...rest,
});

describe('a schema that a big client refuses is found', () => {
  test.each([
    [
      'propertyNames',
      object({ patch: { type: 'object', propertyNames: { type: 'string' } } }),
      'input.patch: propertyNames',
    ],
    ['const', object({ format: { type: 'string', const: 'json' } }), 'input.format: const'],
    ['format uri', object({ url: { type: 'string', format: 'uri' } }), 'input.url: format "uri"'],
    ['±2^53', object({ n: { type: 'integer', minimum: -9007199254740991 } }), 'input.n: minimum'],
    ['±2^53', object({ n: { type: 'integer', maximum: 9007199254740991 } }), 'input.n: maximum'],
    ['a list of types', object({ n: { type: ['string', 'null'] } }), 'input.n: type'],
    ['numbers in an enum', object({ n: { enum: [1, 2] } }), 'input.n: enum'],
    ['oneOf', object({}, { oneOf: [] }), 'input: oneOf'],
    [
      'exclusiveMinimum',
      object({ n: { anyOf: [{ type: 'number', exclusiveMinimum: 0 }] } }),
      'input.n.[]: exclusiveMinimum',
    ],
    ['a reference', object({ list: { type: 'array', items: { $ref: '#' } } }), 'input.list.[]: $ref'],
    [
      'a keyword below additionalProperties',
      object({ map: { additionalProperties: { not: {} } } }),
      'input.map.[]: not',
    ],
  ])('%s', (_, schema, found) => {
    expect(refusedKeywords(schema, 'input')).toEqual([expect.stringContaining(found)]);
  });
});

test('names of fields are no keywords, and an output may have references', () => {
  const fields = object({
    const: { type: 'string' },
    format: { type: 'string', format: 'date-time' },
    default: { type: 'string', default: 'x' },
  });
  expect(refusedKeywords(fields, 'input')).toEqual([]);
  expect(
    refusedKeywords(object({ tree: { $ref: '#/$defs/t' } }, { $defs: { t: { type: 'object' } } }), 'output'),
  ).toEqual([]);
});

test.each([null, undefined, 'text', 17, []])('what is no schema has no keywords: %j', (schema) => {
  expect(refusedKeywords(schema, 'output')).toEqual([]);
});
