import { runInDurableObject } from 'cloudflare:test';
import { keptDataContract, largestInputsContract, twoPeopleContract } from '@aisystant/testing';
import { expect, test } from 'vitest';
import { keptData } from '../kept-data.ts';
import { server } from '../server.ts';
import { people, saveAttempt, stubOf, withStores } from '../testing/person.ts';

/** All rows of every table of a learner. */
const rowsOf = (userId: string) =>
  runInDurableObject(stubOf(userId), (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>("select name from sqlite_master where type = 'table'").toArray();
    const readable = tables.filter(({ name }) => !name.startsWith('_cf_'));
    return JSON.stringify(readable.map(({ name }) => [name, storage.sql.exec(`select * from "${name}"`).toArray()]));
  });

const slot = (words: string) => ({
  exercise_id: 'ex-x1-09',
  answer: { minimum: { done: true, evidence: words.padEnd(10, '.') } },
});

const WRONG: readonly (readonly [string, string, Readonly<Record<string, unknown>>, string])[] = [
  ['an exercise that is a number', 'exercises_check', { exercise_id: 7 }, 'exercise_id'],
  ['an option that does not exist', 'exercises_check', { answer: ['z'] }, 'answer.0'],
  ['minutes below zero', 'exercises_check', { minutes_spent: -1 }, 'minutes_spent'],
  ['a batch of 65 characters', 'exercises_check', { batch_id: 'ж'.repeat(65) }, 'batch_id'],
  ['a limit of none', 'exercises_get_attempts', { limit: 0 }, 'limit'],
  ['an issue below zero', 'exercises_discuss_context', { issue_index: -1 }, 'issue_index'],
  ['an unknown format', 'exercises_export_my_data', { format: 'xml' }, 'format'],
];

keptDataContract({
  server,
  people,
  fill: (userId, words) => saveAttempt(userId, 'attempt-1', words),
  saves: (words) => [['exercises_check', slot(words)]],
  snapshot: rowsOf,
  inputs: { exercises_discuss_context: { attempt_id: 'attempt-1' } },
  wrongInputs: WRONG,
  wordsIn: {
    exercises_get_attempts: [
      'attempts.*.batch_id',
      'attempts.*.criterion_scores.*.evidence',
      'attempts.*.strengths.*',
      'attempts.*.issues.*.issue',
      'attempts.*.issues.*.suggestion',
      'attempts.*.next_step',
    ],
    exercises_discuss_context: ['issue.issue', 'issue.suggestion', 'answer_excerpt'],
  },
});

twoPeopleContract({
  people,
  saveRecords: async (person, words) => {
    for (const done of [1, 2, 3, 4]) {
      const items = ['place', 'time', 'people', 'spare'].slice(0, done);
      const answer = Object.fromEntries(items.map((id) => [id, { done: true }]));
      await person.call('exercises_check', { exercise_id: 'ex-x1-09', answer, batch_id: words });
    }
  },
  list: {
    call: ['exercises_get_attempts', { exercise_id: 'ex-x1-09' }],
    scope: 'exercises:read',
    length: 4,
    ids: (data) => (data as { attempts: { attempt_id: string }[] }).attempts.map(({ attempt_id }) => attempt_id),
  },
  calls: [
    (words, i) => [
      'exercises_check',
      { exercise_id: 'ex-x2-03', answer: { total: i }, batch_id: words, idempotency_key: `${i}` },
    ],
    () => ['exercises_get_attempts', { exercise_id: 'ex-x1-09' }],
    () => ['exercises_get', { exercise_id: 'ex-x1-06' }],
    (words) => ['exercises_check', { exercise_id: 'ex-x1-09', answer: { time: { done: true } }, batch_id: words }],
  ],
});

/** The largest answers that the schemas take, filled with one character. */
const largest = (character: string): readonly (readonly [string, object])[] => {
  const words = (length: number) => character.repeat(length);
  const row = { role: words(300), performer: words(300), interest: words(300), fear: words(300), product: words(300) };
  return [
    [
      'exercises_check',
      { exercise_id: 'ex-x1-09', answer: { minimum: { done: true, evidence: words(1_000) } }, batch_id: words(64) },
    ],
    ['exercises_check', { exercise_id: 'ex-x3-07', answer: { note: words(7_999) } }],
    ['exercises_check', { exercise_id: 'ex-x1-06', answer: words(8_000) }],
    ['exercises_check', { exercise_id: 'ex-x4-05', answer: Array.from({ length: 5 }, () => row) }],
  ];
};

largestInputsContract({ server, people, largest, tooLarge: {}, period: {} });

test('the declared kept data are exactly the tables of a learner', async () => {
  const userId = `learner-${crypto.randomUUID()}`;
  await withStores(userId, ({ rights }) => rights.rowCounts());
  const tables = (JSON.parse(await rowsOf(userId)) as [string, unknown][]).map(([name]) => name);
  const declared = new Set(keptData.map(({ table }) => table));
  expect(tables.filter((name) => name !== 'schema_version').sort()).toEqual([...declared].sort());
});
