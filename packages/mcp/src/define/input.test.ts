import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemaOf, parseInput } from './input.ts';
import { ToolError } from './tool-error.ts';

/** What a caller is told: the field, then the sentence. */
function refusalOf(schema: z.ZodType, input: unknown): readonly [string | undefined, string] {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof ToolError) return [error.facts.field, error.facts.message];
    throw error;
  }
  return [undefined, 'accepted'];
}

const Goal = z.strictObject({
  status: z.enum(['active', 'done']),
  limit: z.int().min(1).max(50).default(20),
  title: z.string().max(5, 'не больше 5 знаков').optional(),
  period: z.strictObject({ start: z.iso.date(), days: z.array(z.int()).max(3) }).optional(),
});

test('good input comes back with its defaults', () => {
  expect(parseInput(Goal, { status: 'active' })).toEqual({ status: 'active', limit: 20 });
});

describe('a refusal names the field and what is allowed', () => {
  test.each([
    [{ status: 'active', titel: 'x' }, 'titel', 'Unknown field; remove it.'],
    [
      { status: 'active', period: { start: '2026-11-20', days: [], end: 1 } },
      'period.end',
      'Unknown field; remove it.',
    ],
    [{ status: 'old' }, 'status', 'Allowed: active, done.'],
    [{}, 'status', 'Allowed: active, done.'],
    [{ status: 'active', limit: 0 }, 'limit', 'Too small: expected number to be >=1.'],
    [{ status: 'active', limit: '5' }, 'limit', 'Invalid input: expected number, received string.'],
    [{ status: 'active', title: 'слишком длинно' }, 'title', 'не больше 5 знаков.'],
    [{ status: 'active', period: { start: '20.11.2026', days: [] } }, 'period.start', 'Invalid ISO date.'],
    [
      { status: 'active', period: { start: '2026-11-20', days: [1, 'x'] } },
      'period.days.1',
      'Invalid input: expected number, received string.',
    ],
    [17, 'input', 'Invalid input: expected object, received number.'],
    [null, 'input', 'Invalid input: expected object, received null.'],
  ])('%j', (input, field, message) => {
    expect(refusalOf(Goal, input)).toEqual([field, message]);
  });

  test('names the field of a rule over several fields', () => {
    const Range = z
      .strictObject({ from: z.int(), to: z.int() })
      .refine(({ from, to }) => from <= to, { path: ['to'], error: 'раньше начала' });
    expect(refusalOf(Range, { from: 2, to: 1 })).toEqual(['to', 'раньше начала.']);
  });
});

describe('in a union, the refusal is that of the closest branch', () => {
  const Events = z.array(z.unknown()).max(2, 'не больше 2');
  const Body = z.union([
    Events,
    z.strictObject({ events: Events, synced: z.strictObject({ to: z.iso.date() }).optional() }),
  ]);

  test.each([
    [{ events: [1, 2, 3] }, 'events', 'не больше 2.'],
    [{ events: [], synced: { to: 'вчера' } }, 'synced.to', 'Invalid ISO date.'],
    [{ events: [], source: 'bot' }, 'source', 'Unknown field; remove it.'],
    [{ event: [] }, 'events', 'Invalid input: expected array, received undefined.'],
  ])('an object: %j', (input, field, message) => {
    expect(refusalOf(Body, input)).toEqual([field, message]);
  });

  test('if no branch has the type of the value, it says what each allows', () => {
    const wrong =
      'Invalid input: expected array, received string. Or: Invalid input: expected object, received string.';
    expect(refusalOf(Body, 'text')).toEqual(['input', wrong]);
    const Week = z.strictObject({ week: z.union([z.enum(['current', 'previous']), z.int()]) });
    expect(refusalOf(Week, { week: 'last' })).toEqual([
      'week',
      'Allowed: current, previous. Or: Invalid input: expected number, received string.',
    ]);
  });

  test('of two objects, the one with fewer issues is chosen', () => {
    const Shape = z.union([
      z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
      z.strictObject({ kind: z.literal('box'), width: z.number() }),
    ]);
    expect(refusalOf(Shape, { kind: 'box', width: 'wide' })).toEqual([
      'width',
      'Invalid input: expected number, received string.',
    ]);
  });

  test('of a discriminated union names the values of the discriminator', () => {
    const Shape = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('circle') }),
      z.strictObject({ kind: z.literal('box') }),
    ]);
    expect(refusalOf(z.strictObject({ shape: Shape }), { shape: { kind: 'star' } })).toEqual([
      'shape.kind',
      'Allowed: circle, box.',
    ]);
  });

  test('is found in nested unions', () => {
    const Deep = z.union([z.int(), z.strictObject({ at: z.union([z.null(), z.strictObject({ day: z.iso.date() })]) })]);
    expect(refusalOf(Deep, { at: { day: 'x' } })).toEqual(['at.day', 'Invalid ISO date.']);
  });
});

describe('keys of Object.prototype', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is an unknown field like any other',
    (key) => {
      const input: unknown = JSON.parse(`{"status":"active","${key}":{"spoilt":true}}`);
      expect(refusalOf(Goal, input)).toEqual([key, 'Unknown field; remove it.']);
      expect(Object.hasOwn(Object.prototype, 'spoilt')).toBe(false);
    },
  );
});

test('any input is accepted or refused with a short message that does not repeat it', () => {
  const secret = 'words of a person';
  const noise = fc.oneof(fc.jsonValue(), fc.constant(secret), fc.string({ minLength: 1000, maxLength: 2000 }));
  const keys = fc.constantFrom('status', 'limit', 'title', 'period', '__proto__', 'x'.repeat(5000));
  fc.assert(
    fc.property(fc.oneof(noise, fc.dictionary(keys, noise)), (input) => {
      const [field = '', message] = refusalOf(Goal, input);
      expect(field.length).toBeLessThanOrEqual(100);
      expect(message.length).toBeLessThan(300);
      expect(message).not.toContain(secret);
    }),
  );
});

test('a JSON schema has no $schema', () => {
  const json = jsonSchemaOf(Goal, 'input');
  expect(json).not.toHaveProperty('$schema');
  expect(json).toMatchObject({ type: 'object', required: ['status'], additionalProperties: false });
});
