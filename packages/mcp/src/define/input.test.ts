import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { refusedKeywords } from '../checks/schema-keywords.ts';
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

test('the name of a field in a refusal is well-formed text', () => {
  const [field] = refusalOf(z.strictObject({}), { '\ud83d': 1 }) ?? [];
  expect(field).toBe('\ufffd');
});

describe('a refusal names the field and what is allowed', () => {
  test.each([
    [{ status: 'active', titel: 'x' }, 'titel', 'Такого поля нет; уберите его. Есть: status, limit, title, period.'],
    [
      { status: 'active', period: { start: '2026-11-20', days: [], end: 1 } },
      'period.end',
      'Такого поля нет; уберите его. Есть: start, days.',
    ],
    [{ status: 'old' }, 'status', 'Можно: active, done.'],
    [{}, 'status', 'Обязательное поле. Можно: active, done.'],
    [{ status: 'active', limit: 0 }, 'limit', 'Не меньше 1.'],
    [{ status: 'active', limit: '5' }, 'limit', 'Нужно число, без кавычек.'],
    [{ status: 'active', title: 'слишком длинно' }, 'title', 'не больше 5 знаков.'],
    [
      { status: 'active', period: { start: '20.11.2026', days: [] } },
      'period.start',
      'Нужна дата ГГГГ-ММ-ДД, например 2026-11-20.',
    ],
    [
      { status: 'active', period: { start: '2026-11-20', days: [1, 'x'] } },
      'period.days.1',
      'Нужно число, без кавычек.',
    ],
    [17, 'input', 'Нужен объект { … }.'],
    [null, 'input', 'Нужен объект { … }.'],
  ])('%j', (input, field, message) => {
    expect(refusalOf(Goal, input)).toEqual([field, message]);
  });

  test.each([
    ['an id', z.uuid(), 'Нужен номер, как его показал сервер: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.'],
    ['an address of mail', z.email(), 'Нужен адрес почты, например lena@example.org.'],
    ['a key', z.string().regex(/^[a-z_-]{1,128}$/), 'Нужна строка по образцу /^[a-z_-]{1,128}$/.'],
  ])('shows the form of %s', (_, schema, message) => {
    expect(refusalOf(z.strictObject({ wanted: schema }), { wanted: 'Лена 5' })).toEqual(['wanted', message]);
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
    [{ events: [], synced: { to: 'вчера' } }, 'synced.to', 'Нужна дата ГГГГ-ММ-ДД, например 2026-11-20.'],
    [{ events: [], source: 'bot' }, 'source', 'Такого поля нет; уберите его. Есть: events, synced.'],
    [{ event: [] }, 'events', 'Обязательное поле: нужен список [ … ].'],
  ])('an object: %j', (input, field, message) => {
    expect(refusalOf(Body, input)).toEqual([field, message]);
  });

  test('if no branch has the type of the value, it says what each allows', () => {
    const wrong = 'Нужен список [ … ]. Или: Нужен объект { … }.';
    expect(refusalOf(Body, 'text')).toEqual(['input', wrong]);
    const Week = z.strictObject({ week: z.union([z.enum(['current', 'previous']), z.int()]) });
    expect(refusalOf(Week, { week: 'last' })).toEqual([
      'week',
      'Можно: current, previous. Или: Нужно число, без кавычек.',
    ]);
  });

  test('of two objects, the one with fewer issues is chosen', () => {
    const Shape = z.union([
      z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
      z.strictObject({ kind: z.literal('box'), width: z.number() }),
    ]);
    expect(refusalOf(Shape, { kind: 'box', width: 'wide' })).toEqual(['width', 'Нужно число, без кавычек.']);
  });

  test('of a discriminated union names the values of the discriminator', () => {
    const Shape = z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('circle') }),
      z.strictObject({ kind: z.literal('box') }),
    ]);
    expect(refusalOf(z.strictObject({ shape: Shape }), { shape: { kind: 'star' } })).toEqual([
      'shape.kind',
      'Можно: circle, box.',
    ]);
  });

  test('is found in nested unions', () => {
    const Deep = z.union([z.int(), z.strictObject({ at: z.union([z.null(), z.strictObject({ day: z.iso.date() })]) })]);
    expect(refusalOf(Deep, { at: { day: 'x' } })).toEqual(['at.day', 'Нужна дата ГГГГ-ММ-ДД, например 2026-11-20.']);
  });
});

describe('keys of Object.prototype', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is an unknown field like any other',
    (key) => {
      const input: unknown = JSON.parse(`{"status":"active","${key}":{"spoilt":true}}`);
      expect(refusalOf(Goal, input)).toEqual([
        key,
        'Такого поля нет; уберите его. Есть: status, limit, title, period.',
      ]);
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

describe('null', () => {
  const Patch = z.strictObject({
    title: z.string().optional(),
    limit: z.int().default(20),
    note: z.string().nullable().optional(),
    days: z.array(z.strictObject({ date: z.string(), minutes: z.int().optional() })).optional(),
    week: z.union([z.enum(['current']), z.strictObject({ start: z.string(), end: z.string().optional() })]).optional(),
  });

  test.each([
    [{ title: null }, {}],
    [{ limit: null, title: 'x' }, { title: 'x' }],
    [{ days: [{ date: 'a', minutes: null }] }, { days: [{ date: 'a' }] }],
    [{ week: { start: 'a', end: null } }, { week: { start: 'a' } }],
    [{ week: null, days: null, title: null, limit: null }, {}],
  ])('counts as absent where the schema has none: %j', (input, meant) => {
    const before = JSON.stringify(input);
    expect(parseInput(Patch, input)).toEqual(parseInput(Patch, meant));
    expect(JSON.stringify(input)).toBe(before);
  });

  test('stays where the schema has it', () => {
    expect(parseInput(Patch, { note: null, title: null })).toEqual({ note: null, limit: 20 });
  });

  test.each([
    [{ days: [{ date: null }] }, 'days.0.date', 'Обязательное поле: нужна строка.'],
    [{ days: [null] }, 'days.0', 'Нужен объект { … }.'],
    [{ title: null, limit: 'x' }, 'limit', 'Нужно число, без кавычек.'],
    [
      { title: null, titel: null },
      'titel',
      `Такого поля нет; уберите его. Есть: ${Object.keys(Patch.shape).join(', ')}.`,
    ],
  ])('in %j is refused in a required field, a list and an unknown field', (input, field, message) => {
    expect(refusalOf(Patch, input)).toEqual([field, message]);
  });

  test('in every optional field of any object counts as absent', () => {
    const kinds = [z.string(), z.int(), z.boolean(), z.enum(['a']), z.array(z.string()), z.strictObject({})];
    const fields = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), fc.constantFrom(...kinds), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fields, (shape) => {
        const names = Object.keys(shape);
        const schema = z.strictObject(
          Object.fromEntries(names.map((name) => [name, shape[name]?.optional() ?? z.any()])),
        );
        expect(parseInput(schema, Object.fromEntries(names.map((name) => [name, null])))).toEqual({});
      }),
    );
  });

  test('in thousands of places costs no more than reading them', () => {
    const Rows = z.strictObject({ rows: z.array(z.strictObject({ text: z.string().optional() })) });
    const rows = Array.from({ length: 20_000 }, () => ({ text: null }));
    const started = performance.now();
    expect(parseInput(Rows, { rows }).rows).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('a JSON schema has no $schema', () => {
  const json = jsonSchemaOf(Goal, 'input');
  expect(json).not.toHaveProperty('$schema');
  expect(json).toMatchObject({ type: 'object', required: ['status'], additionalProperties: false });
});

describe('a JSON schema', () => {
  const shape = z.strictObject({
    kind: z.literal('box'),
    count: z.int(),
    few: z.int().min(0).max(5),
    link: z.url(),
    day: z.iso.date(),
    at: z.iso.datetime({ offset: true }),
    patch: z.record(z.string().max(5), z.unknown()),
    nested: z.array(z.strictObject({ kind: z.literal('inner'), count: z.int().optional() })),
  });

  test.each(['input', 'output'] as const)(
    'says nothing that a big client refuses or that only costs tokens (%s)',
    (io) => {
      const json = jsonSchemaOf(shape, io);
      expect(refusedKeywords(json, io)).toEqual([]);
      expect(json['properties']).toMatchObject({
        kind: { type: 'string', enum: ['box'] },
        count: { type: 'integer' },
        few: { type: 'integer', minimum: 0, maximum: 5 },
        at: { format: 'date-time' },
      });
      expect(JSON.stringify(json)).not.toMatch(/9007199254740991|propertyNames|const|uri/);
    },
  );

  test('is looser than what is accepted: the handler still checks everything', () => {
    const good = {
      kind: 'box',
      count: 1,
      few: 1,
      link: 'https://a.example',
      day: '2026-11-20',
      at: '2026-11-20T09:00:00+03:00',
      patch: {},
      nested: [],
    };
    expect(refusalOf(shape, good)[1]).toBe('accepted');
    const wrong = { kind: 'cube', count: 2 ** 53, link: 'no link', day: '20.11.2026', patch: { 'too long': 1 } };
    for (const [field, value] of Object.entries(wrong)) {
      expect(refusalOf(shape, { ...good, [field]: value })[0]).toMatch(field);
    }
  });
});
