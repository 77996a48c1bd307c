import { expect, test } from 'vitest';
import { publishedSchema } from './published-schema.ts';

const mail = { type: 'string', minLength: 3 };

test('a published schema checks values by each of its rules', () => {
  const schema = publishedSchema({
    type: 'object',
    properties: { mail, way: { anyOf: [{ const: 'chat' }, { type: 'null' }] } },
    required: ['mail'],
    additionalProperties: false,
  });
  expect(schema.safeParse({ mail: 'a@b', way: null }).success).toBe(true);
  for (const wrong of [{}, { mail: 'a' }, { mail: 'a@b', way: 'post' }, { mail: 'a@b', more: 1 }]) {
    expect(schema.safeParse(wrong).success).toBe(false);
  }
});

test.each([
  ['a bound without a type', { type: 'object', properties: { mail: { minLength: 3 } } }, 'minLength at #/mail'],
  [
    'a required field that is not listed',
    { type: 'object', properties: { mail }, required: ['name'] },
    'required name',
  ],
  [
    'a choice of required fields',
    { type: 'object', properties: { mail }, anyOf: [{ required: ['mail'] }, { required: ['phone'] }] },
    'required at #/0',
  ],
  ['a part without a type', { type: 'array', items: { properties: { mail } } }, 'properties at #/items'],
])('%s is refused, since zod would leave it out', (_, schema, named) => {
  expect(() => publishedSchema(schema)).toThrow(named);
});
