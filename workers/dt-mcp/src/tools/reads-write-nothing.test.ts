import { beforeAll, expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { server } from '../server.ts';
import type { TwinStores } from '../store/twin-store.ts';
import { clientOf, event, type Learner, MONDAY, morningEvents, NOW, newLearner, writer } from '../testing/person.ts';

const READS = server.tools.filter(({ facts }) => facts.effect === 'read');

/** The methods a read may call. */
const READING: { readonly [Port in keyof TwinStores]: readonly (keyof TwinStores[Port])[] } = {
  events: ['listEvents', 'periodFacts', 'guideRefs'],
  notes: ['listNotes', 'noteFacts'],
  documents: ['findDocument', 'listDocuments'],
  rights: ['address', 'settings', 'rowCounts', 'exportJson'],
};

/** A store whose other methods throw, those added later too. */
function onlyReading<Port extends object>(store: Port, reading: readonly (keyof Port)[]): Port {
  return new Proxy(store, {
    get(target, name, self) {
      if (reading.some((known) => known === name)) return Reflect.get(target, name, self);
      return () => {
        throw new Error(`a read called ${String(name)}`);
      };
    },
  });
}

/** A twin that can only be read. */
function readOnly({ events, notes, documents, rights }: TwinStores): TwinStores {
  return {
    events: onlyReading(events, READING.events),
    notes: onlyReading(notes, READING.notes),
    documents: onlyReading(documents, READING.documents),
    rights: onlyReading(rights, READING.rights),
  };
}

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

/** All rows of the twin at a fixed time, for comparison. */
const held = () => learner.twin.rights.exportJson(1_000_000, NOW);

test('the read-only twin of this test refuses writes', () => {
  const twin = readOnly(learner.twin);
  expect(() => twin.events.saveEvents([], writer())).toThrow('a read called saveEvents');
  expect(() => twin.rights.withdraw([], writer())).toThrow('a read called withdraw');
});

test.each(READS.map((tool) => [tool.facts.id, tool] as const))('%s writes nothing', async (_, tool) => {
  const before = await held();
  expect(before).toContain('Обсудили неделю');
  const ask = clientOf(learner, { services: readOnly(learner.twin) });
  for (const { input } of tool.facts.examples) {
    expect((await ask(tool, input)).summary).not.toBe('');
  }
  expect(await held()).toBe(before);
});
