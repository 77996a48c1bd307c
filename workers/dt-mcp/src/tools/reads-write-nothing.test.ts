import { runInDurableObject } from 'cloudflare:test';
import { beforeAll, expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { server } from '../server.ts';
import { event, type Learner, MONDAY, morningEvents, newLearner, writer } from '../testing/person.ts';

const READS = server.tools.filter(({ facts }) => facts.effect === 'read');

/** Inputs of the tools that fill a twin, in call order. */
const KEPT: readonly (readonly [tool: string, input: object])[] = [
  ['dt_save_profile', { patch: { timezone: 'Europe/Berlin', name: 'Анна', pace: 'slow' } }],
  ['dt_save_goal', { title: 'Черновик', horizon: 'month' }],
  ['dt_save_week_plan', { week_start: MONDAY, target_days: 3, target_minutes_per_day: 30 }],
  ['dt_save_slot', { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon'], since: MONDAY }],
  ['dt_save_work_product', { type: 'post', title: 'Пост', date: MONDAY }],
  ['dt_save_reflection_note', { type: 'daily', text: 'сон и внимание', mood: 4 }],
  ['dt_save_stage_assessment', { proposed_stage: 'Практикующий', basis: 'self', reason: 'Так чувствую' }],
  ['dt_save_learning_route', { steps: [{ id: 'one', title: 'Первый' }] }],
  ['dt_save_guide_session', { type: 'weekly', summary: 'Обсудили неделю' }],
];

let learner: Learner;
beforeAll(async () => {
  learner = newLearner();
  const weeks = [0, 7, 14, 21].map((back) =>
    event({ at: `${addDays(MONDAY, -back)}T09:00:00+03:00`, source: 'timer' }),
  );
  await learner.twin.events.saveEvents([...morningEvents([40, 35, null, 40]), ...weeks], writer());
  await learner.twin.events.saveSyncReport({ source: 'timer', from: MONDAY, to: addDays(MONDAY, 6) }, writer());
  for (const [name, input] of KEPT) {
    const tool = server.tools.find((one) => one.name === name);
    if (!tool) throw new Error(`no ${name}`);
    await learner.ask(tool, input);
  }
});

/** All rows of every table of the twin. */
const rows = () =>
  runInDurableObject(learner.stub, (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>("select name from sqlite_master where type = 'table'").toArray();
    const readable = tables.filter(({ name }) => !name.startsWith('_cf_'));
    return JSON.stringify(readable.map(({ name }) => [name, storage.sql.exec(`select * from "${name}"`).toArray()]));
  });

test.each(READS.map((tool) => [tool.facts.id, tool] as const))('%s writes nothing', async (_, tool) => {
  const before = await rows();
  expect(before).toContain('Обсудили неделю');
  for (const { input } of tool.facts.examples) {
    expect((await learner.ask(tool, input)).summary).not.toBe('');
  }
  expect(await rows()).toBe(before);
});
