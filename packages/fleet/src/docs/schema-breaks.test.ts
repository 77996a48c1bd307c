import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Schema, schemaBreaks } from './schema-breaks.ts';

const object = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };
const whole = { type: 'integer' };
const nothing = { type: 'null' };
const closed = (properties: Record<string, Schema>, required: readonly string[] = []): Schema => ({
  ...object(properties, required),
  additionalProperties: false,
});
const slot = object({ minutes: whole }, ['minutes']);
const record = (values: Schema): Schema => ({ ...object({}), additionalProperties: values });
const recursive = (leaf: Schema): Schema => ({
  $ref: '#/$defs/value',
  $defs: { value: { anyOf: [leaf, { type: 'array', items: { $ref: '#/$defs/value' } }] } },
});

const input = (before: Schema, after: Schema) => schemaBreaks(before, after, 'input');
const output = (before: Schema, after: Schema) => schemaBreaks(before, after, 'output');

describe('a caller finds refused what was taken', () => {
  test.each<[string, Schema, Schema, string]>([
    ['a field goes', object({ a: text, b: text }), object({ a: text }), 'input.b is gone'],
    ['a field becomes required', object({ a: text }), object({ a: text }, ['a']), 'input.a is now required'],
    ['a new field is required', closed({}), closed({ a: text }, ['a']), 'input.a is now required'],
    ['a field of any kind gets one', object({}), object({ a: whole }), 'input.a no longer takes anything'],
    ['a field of anything gets a kind', {}, { properties: { a: whole } }, 'input.a no longer takes anything'],
    [
      'a field of a record becomes another kind',
      record(text),
      { ...record(text), properties: { a: whole } },
      'input.a no longer takes string',
    ],
    ['anything becomes a closed object', {}, { additionalProperties: false }, 'input no longer takes other fields'],
    [
      'to leave a field out means something else',
      object({ a: { ...text, default: 'day' } }),
      object({ a: { ...text, default: 'week' } }),
      'input.a: default is "week" instead of "day"',
    ],
    [
      'to leave a field out means nothing any more',
      object({ a: { ...text, default: 'day' } }),
      object({ a: text }),
      'input.a: default is none instead of "day"',
    ],
    [
      'a default changes deep inside, and by reference',
      { ...object({ slot: object({ a: { $ref: '#/$defs/a' } }) }), $defs: { a: { ...text, default: 'day' } } },
      object({ slot: object({ a: { ...text, default: null } }) }),
      'input.slot.a: default is null instead of "day"',
    ],
    ['a value goes', { enum: ['day', 'week'] }, { enum: ['day'] }, 'input no longer takes "week"'],
    ['any text becomes a list', text, { type: 'string', enum: ['day'] }, 'input no longer takes string'],
    ['null goes', { type: ['string', 'null'] }, text, 'input no longer takes null'],
    ['a type goes from a union', { anyOf: [text, whole] }, whole, 'input no longer takes string'],
    ['a constant changes', { const: 'goal' }, { const: 'target' }, 'input no longer takes "goal"'],
    ['numbers become whole', { type: 'number' }, whole, 'input no longer takes number'],
    ['a limit tightens', { ...whole, maximum: 50 }, { ...whole, maximum: 20 }, 'input: maximum is tighter'],
    ['a limit appears', text, { ...text, minLength: 1 }, 'input: minLength is tighter'],
    ['a pattern tightens', { ...text, pattern: '^a' }, { ...text, pattern: '^ab' }, 'input: pattern is another'],
    ['a pattern appears', text, { ...text, pattern: '^a' }, 'input: pattern is another'],
    ['a format appears', text, { ...text, format: 'date' }, 'input: format is another'],
    ['an unknown rule appears', whole, { ...whole, multipleOf: 5 }, 'input: multipleOf is another'],
    [
      'a value breaks the new pattern',
      { ...text, enum: ['day', 'week'] },
      { ...text, pattern: '^d' },
      'input: pattern is another',
    ],
    [
      'other fields are refused',
      object({}),
      { ...object({}), additionalProperties: false },
      'input no longer takes other fields',
    ],
    [
      'the values of a record narrow',
      record({ type: ['string', 'null'] }),
      record(text),
      'input.* no longer takes null',
    ],
    [
      'the names of a record narrow',
      { ...record(text), propertyNames: { enum: ['a', 'b'] } },
      { ...record(text), propertyNames: { enum: ['a'] } },
      'input (a name) no longer takes "b"',
    ],
    [
      'something deep in a list',
      object({ steps: { type: 'array', items: { anyOf: [slot, nothing] } } }),
      object({ steps: { type: 'array', items: slot } }),
      'input.steps.[] no longer takes null',
    ],
    [
      'one way of a union wants more',
      { anyOf: [closed({}), nothing] },
      { anyOf: [closed({ minutes: whole }, ['minutes']), nothing] },
      'input.minutes is now required',
    ],
    [
      'a recursive value narrows',
      recursive({ type: ['string', 'null'] }),
      recursive(text),
      'input no longer takes null',
    ],
  ])('%s', (_, before, after, expected) => {
    expect(input(before, after)).toEqual([expected]);
    expect(output(before, before)).toEqual([]);
  });
});

describe('a reader meets what was never promised', () => {
  test.each<[string, Schema, Schema, string]>([
    ['a field goes', object({ a: text }), object({}), 'output.a is gone'],
    ['a field may be absent', object({ a: text }, ['a']), object({ a: text }), 'output.a may now be absent'],
    [
      'a field may be null',
      object({ slot }),
      object({ slot: { anyOf: [slot, nothing] } }),
      'output.slot may now be null',
    ],
    [
      'a field that was always null',
      object({ slot: nothing }),
      object({ slot: { anyOf: [slot, nothing] } }),
      'output.slot may now be object',
    ],
    ['a whole number may be a text', whole, { type: ['integer', 'string'] }, 'output may now be string'],
    ['a whole number may have a fraction', whole, { type: 'number' }, 'output may now be number'],
    ['a value is added', { enum: ['OK'] }, { enum: ['OK', 'NO_DATA'] }, 'output may now be "NO_DATA"'],
    ['a value is renamed', { enum: ['OK'] }, { enum: ['FULL'] }, 'output may now be "FULL"'],
    ['a list becomes any text', { enum: ['OK'] }, text, 'output may now be string'],
    ['a constant changes', { const: 1 }, { const: 2 }, 'output may now be 2'],
    ['a limit loosens', { ...whole, minimum: 0 }, whole, 'output: minimum is looser'],
    ['a pattern goes', { ...text, pattern: '^a' }, text, 'output: pattern is another'],
    ['the type of a record', record(whole), record(text), 'output.* may now be string'],
    [
      'a record names a field of another type',
      record(text),
      { ...record(text), properties: { a: whole } },
      'output.a may now be integer',
    ],
    [
      'a list of one type holds another',
      { type: 'array', items: text },
      { type: 'array', items: whole },
      'output.[] may now be integer',
    ],
  ])('%s', (_, before, after, expected) => {
    expect(output(before, after)).toEqual([expected]);
  });
});

describe('no caller is broken when', () => {
  test.each<[string, Schema, Schema]>([
    ['an input field is added', closed({ a: text }), closed({ a: text, b: text })],
    ['a record names a field of its own type', record(text), { ...record(text), properties: { a: text } }],
    ['a default is told of what had none', object({ a: text }), object({ a: { ...text, default: 'day' } })],
    [
      'a field that had to be given gets another default',
      object({ a: { ...text, default: 'day' } }, ['a']),
      object({ a: { ...text, default: 'week' } }),
    ],
    ['a value is added', { enum: ['day'] }, { enum: ['day', 'week'] }],
    [
      'a list becomes any text of that length',
      { enum: ['day', 'week'] },
      { ...text, minLength: 1, maxLength: 4, pattern: '^[a-z]+$' },
    ],
    ['a type is added', whole, { type: ['number', 'null'] }],
    ['a limit loosens', { ...whole, maximum: 20 }, { ...whole, maximum: 50 }],
    ['a pattern goes', { ...text, pattern: '^a' }, text],
    ['only words change', { ...text, description: 'раньше' }, { ...text, description: 'теперь', title: 'x' }],
    ['a reference means the same', recursive(text), recursive(text)],
  ])('a caller: %s', (_, before, after) => {
    expect(input(before, after)).toEqual([]);
  });

  test.each<[string, Schema, Schema]>([
    ['an output field is added', object({ a: text }), object({ a: text, b: text }, ['b'])],
    ['a field is always there now', object({ a: text }), object({ a: text }, ['a'])],
    ['a value goes', { enum: ['OK', 'NO_DATA'] }, { enum: ['OK'] }],
    ['null goes', { anyOf: [slot, nothing] }, slot],
    ['a limit tightens', whole, { ...whole, minimum: 0 }],
    ['a default is only words', object({ a: { ...text, default: 'x' } }), object({ a: { ...text, default: 'y' } })],
    [
      'an object gains a field that its closed form did not name',
      { ...object({}), additionalProperties: false },
      { ...object({ a: text }), additionalProperties: false },
    ],
  ])('a reader: %s', (_, before, after) => {
    expect(output(before, after)).toEqual([]);
  });
});

const scalar: fc.Arbitrary<Schema> = fc.oneof(
  fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 0, max: 4 }) }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -2, max: 2 }) },
    { requiredKeys: ['type'] },
  ),
  fc.record({ enum: fc.uniqueArray(fc.constantFrom('a', 'ab', 'abc', 1, null), { minLength: 1 }) }),
  fc.constantFrom<Schema>(nothing, {}),
);
const schemas: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('any').map((items) => ({ type: 'array', items })),
    fc.tuple(tie('any'), fc.boolean()).map(([a, required]) => object({ a }, required ? ['a'] : [])),
  ),
})).any;

describe('whatever the schemas are', () => {
  test('an unchanged schema is no break', () => {
    fc.assert(
      fc.property(schemas, (schema) => {
        expect([...input(schema, structuredClone(schema)), ...output(schema, structuredClone(schema))]).toEqual([]);
      }),
    );
  });

  test('more is never refused, and less is never a surprise', () => {
    fc.assert(
      fc.property(schemas, schemas, (schema, more) => {
        const wider = { anyOf: [schema, more] };
        expect([...input(schema, wider), ...output(wider, schema)]).toEqual([]);
      }),
    );
  });

  test('of single values, what callers lose one way readers would meet the other way', () => {
    fc.assert(
      fc.property(scalar, scalar, (one, other) => {
        expect(input(one, other).length > 0).toBe(output(other, one).length > 0);
      }),
    );
  });

  test('of single values, two harmless changes are one harmless change', () => {
    fc.assert(
      fc.property(scalar, scalar, scalar, (first, second, third) => {
        fc.pre(input(first, second).length === 0 && input(second, third).length === 0);
        expect(input(first, third)).toEqual([]);
      }),
    );
  });

  test('a value that is no longer accepted is reported', () => {
    const values = ['', 'a', 'ab', 'abc', 'abcde', 1, -1, 0.5, null];
    fc.assert(
      fc.property(scalar, scalar, fc.constantFrom(...values), (before, after, value) => {
        fc.pre(takes(before, value) && !takes(after, value));
        expect(input(before, after)).not.toEqual([]);
      }),
    );
  });
});

/** What JSON Schema says of the few keywords of {@link scalar}. */
function takes({ type, enum: values, maxLength, minimum }: Schema, value: string | number | null): boolean {
  if (Array.isArray(values)) return values.includes(value);
  if (type === 'null') return value === null;
  if (type === 'string')
    return typeof value === 'string' && value.length <= Number(maxLength ?? Number.POSITIVE_INFINITY);
  if (type === undefined) return true;
  if (typeof value !== 'number' || (type === 'integer' && !Number.isInteger(value))) return false;
  return value >= Number(minimum ?? Number.NEGATIVE_INFINITY);
}
