import { publishedSchema } from '@aisystant/testing/published-schema';
import { describe, expect, test } from 'vitest';
import dtContract from '../../../../../docs/contracts/dt-mcp.json' with { type: 'json' };
import { NOW, people } from '../../testing/person.ts';
import { check } from './check.ts';

describe('a suggested event', () => {
  const tool = dtContract.tools.find(({ name }) => name === 'dt_save_activity_event');
  const accepted = publishedSchema(tool?.input_schema ?? {});

  test('is taken by the twin as it is, for every exercise and any minutes', async () => {
    const ask = people.clientOf(`learner-${crypto.randomUUID()}`);
    const answers = [
      ['ex-x2-01', ['a']],
      ['ex-x1-02', { 1: 'a' }],
      ['ex-x2-03', { total: 150 }],
      ['ex-x4-04', { whole: 'a' }],
      ['ex-x1-09', { place: { done: true } }],
      ['ex-x4-10', 'надсистема'],
      ['ex-x4-05', [{ role: 'автор' }]],
      ['ex-x1-06', 'коротко'],
      ['ex-x3-07', { note: 'коротко' }],
      ['ex-x5-08', 'коротко'],
    ] as const;
    for (const [exercise_id, answer] of answers) {
      for (const minutes_spent of [0, 7, 1_440]) {
        const { data } = await ask(check, {
          exercise_id,
          answer,
          minutes_spent,
        });
        const [event] = data['suggested_events'] as Record<string, unknown>[];
        expect(accepted.safeParse(event).error?.issues, exercise_id).toBeUndefined();
        expect(event?.['idempotency_key']).toBe(`exercises:${data['attempt_id']}`);
        expect(
          Date.parse(String(event?.['occurred_at'])) + Number(event?.['duration_minutes']) * 60_000,
        ).toBeLessThanOrEqual(NOW);
      }
      const unsaid = await ask(check, { exercise_id, answer });
      const [event] = unsaid.data['suggested_events'] as Record<string, unknown>[];
      expect(event).not.toHaveProperty('duration_minutes');
      // The twin takes it once the learner has said the minutes, and not before.
      expect(accepted.safeParse(event).success).toBe(false);
      expect(accepted.safeParse({ ...event, duration_minutes: 12 }).error?.issues, exercise_id).toBeUndefined();
      expect(unsaid.summary).toContain('Сколько минут заняло, неизвестно: спросите ученика.');
    }
    expect(accepted.safeParse({ activity_type: 'practice' }).success).toBe(false);
  });
});
