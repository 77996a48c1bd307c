import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { localDateAt } from '../time/calendar.ts';
import { activityEventInputSchema, eventInputOf, parseActivityEvent } from './activity-event.ts';
import { ACTIVITY_TYPE_IDS } from './activity-types.ts';
import { ACTIVITY_SOURCES, confidenceOf } from './sources.ts';

const NOW = Date.parse('2026-02-03T12:00:00+03:00');
const sent = {
  source: 'timer',
  external_id: 'timer-1',
  activity_type: 'reading',
  occurred_at: '2026-02-03T09:00:00+03:00',
  duration_minutes: 25,
};
const parse = (fields: object) => parseActivityEvent({ ...sent, ...fields }, NOW);
const without = (field: keyof typeof sent) =>
  parseActivityEvent(Object.fromEntries(Object.entries(sent).filter(([name]) => name !== field)), NOW);

describe('an event from an app', () => {
  test('is parsed with its start, its minutes and the confidence of its source', () => {
    expect(parse({ role: 'ученик', title: ' Глава 2 ' })).toEqual({
      ok: true,
      value: {
        source: 'timer',
        externalId: 'timer-1',
        activityType: 'reading',
        startMs: Date.parse('2026-02-03T06:00:00Z'),
        durationMinutes: 25,
        confidence: 0.8,
        eventType: null,
        slotId: null,
        role: 'ученик',
        method: null,
        workProductId: null,
        guideRef: null,
        exerciseRef: null,
        exerciseVerdict: null,
        guidePages: null,
        title: 'Глава 2',
        note: null,
      },
    });
  });

  test('may call its type by an alias', () => {
    expect(parse({ activity_type: 'Учеба' })).toMatchObject({ value: { activityType: 'reading' } });
  });

  test('has its start rounded down to the minute', () => {
    const parsed = parse({ occurred_at: '2026-02-03T09:00:59.999+03:00' });
    expect(parsed).toMatchObject({ value: { startMs: Date.parse('2026-02-03T06:00:00Z') } });
  });

  test('may have no duration, which is not zero', () => {
    expect(parse({ duration_minutes: null })).toMatchObject({ value: { durationMinutes: null } });
    expect(without('duration_minutes')).toMatchObject({ value: { durationMinutes: null } });
    expect(parse({ duration_minutes: 0 })).toMatchObject({ value: { durationMinutes: 0 } });
  });

  test('may have null in the place of any optional field', () => {
    const optional = Object.entries(activityEventInputSchema.shape).filter(
      ([, field]) => field.safeParse(undefined).success,
    );
    expect(optional.length).toBeGreaterThan(5);
    for (const [field] of optional)
      expect(parse({ [field]: null }), field).toEqual(without(field as keyof typeof sent));
    for (const field of ['source', 'occurred_at', 'email', 'constructor']) {
      expect(parse({ [field]: null }), field).toMatchObject({ ok: false, error: { field } });
    }
  });

  test('may lower the confidence of its source and not raise it', () => {
    expect(parse({ confidence: 0.2 })).toMatchObject({ value: { confidence: 0.2 } });
    expect(parse({ confidence: 1 })).toMatchObject({ value: { confidence: 0.8 } });
  });

  test.each(['source', 'external_id', 'activity_type', 'occurred_at'] as const)('is refused without %s', (field) => {
    expect(without(field)).toMatchObject({ ok: false, error: { code: 'invalid_field', field } });
  });

  test.each([
    ['occurred_at', '2026-02-03T09:00:00'],
    ['occurred_at', '2026-02-30T09:00:00Z'],
    ['occurred_at', '2026-02-03'],
    ['occurred_at', 1_770_102_000_000],
    ['duration_minutes', 1441],
    ['duration_minutes', -1],
    ['duration_minutes', 2.5],
    ['duration_minutes', '25'],
    ['confidence', 1.1],
    ['confidence', Number.NaN],
    ['external_id', ''],
    ['external_id', 'x'.repeat(201)],
    ['source', 'telepathy'],
    ['event_type', 'Slot Logged'],
    ['title', 'x'.repeat(201)],
    ['note', 'x'.repeat(2001)],
    ['role', 'x'.repeat(201)],
    ['method', 'x'.repeat(201)],
    ['guide_ref', 'x'.repeat(201)],
    ['guide_pages', 0],
    ['guide_pages', 1.5],
    ['exercise_ref', 'x'.repeat(201)],
    ['exercise_verdict', 'passed'],
    ['slot_id', 'x'.repeat(201)],
    ['work_product_id', 'x'.repeat(201)],
    ['activity_type', 'x'.repeat(65)],
  ])('is refused when %s is wrong (%#)', (field, value) => {
    const refusal = parse({ [field]: value });
    expect(refusal).toMatchObject({ ok: false, error: { code: 'invalid_field', field } });
    expect(refusal).toMatchObject({ error: { message: expect.stringMatching(/[а-я]/) } });
  });

  test.each(['email', 'phone', 'telegram_id', 'message_text'])('is refused with %s: personal data', (field) => {
    const refusal = parse({ [field]: 'кто-то', colour: 'red' });
    expect(refusal).toMatchObject({
      ok: false,
      error: { code: 'personal_data', field, message: expect.stringContaining('Личные данные') },
    });
    expect(JSON.stringify(refusal)).not.toContain('кто-то');
  });

  test.each(['event_id', 'local_date', 'user_id', 'constructor', 'x'.repeat(10_000)])(
    'is refused with an unknown field (%#)',
    (field) => {
      const refusal = parse({ [field]: 'value' });
      expect(refusal).toMatchObject({ ok: false, error: { code: 'unknown_field', field: field.slice(0, 64) } });
    },
  );

  test('is refused with the key __proto__', () => {
    const raw: unknown = JSON.parse(`{"__proto__": {"source": "timer"}, ${JSON.stringify(sent).slice(1)}`);
    expect(parseActivityEvent(raw, NOW)).toMatchObject({
      ok: false,
      error: { code: 'unknown_field', field: '__proto__' },
    });
  });

  test.each([null, undefined, 'event', 1, [], [sent]])('is refused when it is not an object (%#)', (raw) => {
    expect(parseActivityEvent(raw, NOW)).toMatchObject({ ok: false, error: { code: 'invalid_field', field: null } });
  });

  test('is refused when its type is unknown or never recorded', () => {
    expect(parse({ activity_type: 'сон' })).toMatchObject({
      ok: false,
      error: { code: 'not_invested', field: 'activity_type' },
    });
    expect(parse({ activity_type: 'readng' })).toMatchObject({
      ok: false,
      error: {
        code: 'unknown_activity_type',
        suggestions: ['reading'],
      },
    });
  });
});

describe('the end of an event', () => {
  test('may lie five minutes ahead of the clock, not six', () => {
    expect(parse({ occurred_at: '2026-02-03T11:35:00+03:00', duration_minutes: 30 }).ok).toBe(true);
    expect(parse({ occurred_at: '2026-02-03T11:36:00+03:00', duration_minutes: 30 })).toMatchObject({
      ok: false,
      error: {
        code: 'in_future',
        field: 'occurred_at',
      },
    });
    expect(parse({ occurred_at: '2026-02-03T12:06:00+03:00', duration_minutes: null })).toMatchObject({
      ok: false,
      error: {
        code: 'in_future',
      },
    });
  });

  test('may not be before the year 2000 in any time zone', () => {
    expect(localDateAt(Date.parse('2000-01-01T12:00:00Z'), 'Etc/GMT+12')).toBe('2000-01-01');
    expect(parse({ occurred_at: '2000-01-01T11:59:00Z' })).toMatchObject({ ok: false, error: { code: 'too_old' } });
    expect(parse({ occurred_at: '1999-12-31T00:00:00Z' })).toMatchObject({ ok: false, error: { code: 'too_old' } });
    expect(parse({ occurred_at: '2000-01-01T12:00:00Z' }).ok).toBe(true);
  });
});

test('any parsed event has a whole-minute start, valid minutes and at most the confidence of its source', () => {
  const input = fc.record({
    source: fc.constantFrom(...ACTIVITY_SOURCES),
    external_id: fc.string({ minLength: 1, maxLength: 200 }),
    activity_type: fc.constantFrom(...ACTIVITY_TYPE_IDS),
    occurred_at: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    duration_minutes: fc.option(fc.integer({ min: -5, max: 1500 })),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(input, (raw) => {
      const parsed = parseActivityEvent(raw, NOW);
      fc.pre(parsed.ok);
      const { startMs, durationMinutes, source, activityType, confidence } = parsed.value;
      expect(startMs % 60_000).toBe(0);
      expect(startMs + (durationMinutes ?? 0) * 60_000).toBeLessThanOrEqual(NOW + 300_000);
      expect(confidence).toBeLessThanOrEqual(confidenceOf(source, activityType));
    }),
  );
});

test('the JSON schema has a type for every field and allows no other fields', () => {
  const schema = z.toJSONSchema(activityEventInputSchema, { io: 'input' });
  expect(schema).toMatchObject({
    additionalProperties: false,
    required: ['source', 'external_id', 'activity_type', 'occurred_at'],
  });
});

test('an event as its input is read as the same event', () => {
  const words = { role: 'писатель', method: 'письмо', title: 'Черновик', note: 'о сне', guide_ref: 'X1', slot_id: 's' };
  const input = { ...sent, ...words, event_type: 'slot_logged', work_product_id: 'p' };
  const studied = { guide_pages: 12, exercise_ref: 'e', exercise_verdict: 'accepted' };
  for (const raw of [{ ...input, ...studied }, sent]) {
    const first = parseActivityEvent(raw, NOW);
    if (!first.ok) throw new Error(first.error.message);
    expect(parseActivityEvent(eventInputOf(first.value), NOW)).toEqual(first);
  }
});
