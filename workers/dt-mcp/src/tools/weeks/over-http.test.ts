import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { eventInput, MONDAY, NOW, signIn } from '../../testing/person.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const morning = (day: number, minutes: number) =>
  eventInput({ at: `${addDays(MONDAY, day)}T08:00:00+03:00`, minutes, source: 'timer' });

describe.each(['2025-11-25', '2026-07-28'] as const)('with protocol version %s', (era) => {
  test('a week that an app reported is summarized in the chat', async () => {
    const { post, call } = await signIn();
    await post([40, 35, 30, 40, 35].map((minutes, day) => morning(day, minutes)));
    const reply = await call('dt_get_week_summary', { week: 'previous' }, { era });
    expect(reply.result).toMatchObject({
      isError: false,
      content: [{ type: 'text', text: expect.stringContaining('5 дней из 7, 180 минут') }],
      structuredContent: {
        week: { iso: '2026-W46', is_complete: true },
        time: { total_minutes: 180, avg_minutes_per_active_day: 36, avg_minutes_per_day: 26 },
        data_quality: { status: 'OK', coverage_ratio: 1, timezone: 'Europe/Moscow' },
      },
    });
  });

  test('what is saved in the chat is returned by the next call', async () => {
    const { call } = await signIn();
    const event = { activity_type: 'чтение', occurred_at: '2026-11-16T09:00:00+03:00', duration_minutes: 25 };
    const saved = await call('dt_save_activity_event', event, { era });
    expect(saved.result).toMatchObject({ structuredContent: { day_total_minutes: 25, streak_days: 1 } });
    const noted = await call('dt_save_reflection_note', { type: 'daily', text: 'мысль' }, { era });
    expect(noted.result).toMatchObject({ structuredContent: { created: true } });
    const summary = await call('dt_get_week_summary', {}, { era });
    expect(summary.result).toMatchObject({
      structuredContent: { days_with_activity: 1, time: { total_minutes: 25 }, data_quality: { status: 'OK' } },
    });
    expect(summary.text).not.toContain('мысль');
  });
});
