import { type Ask, refusalOf } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import type { ExerciseServices } from '../../services.ts';
import { NOW, people, SLOT_ANSWER, SLOT_GRADES, saveAttempt, withStores } from '../../testing/person.ts';
import { check } from '../checking/check.ts';
import { deleteMyData } from '../rights/delete-my-data.ts';
import { discussContext } from './discuss-context.ts';
import { getAttempts } from './get-attempts.ts';

type Asker = Ask<ExerciseServices>;
interface Listed {
  readonly attempts: readonly {
    readonly attempt_id: string;
    readonly exercise_id: string;
    readonly score: number | null;
  }[];
  readonly next_cursor: string | null;
}

const newUserId = () => `learner-${crypto.randomUUID()}`;
const learner = (): Asker => people.clientOf(newUserId());
const listOf = async (ask: Asker, input: object = {}) => (await ask(getAttempts, input)).data as unknown as Listed;
const choice = (ask: Asker, answer: readonly string[], more: object = {}, nowMs = NOW) =>
  ask(check, { exercise_id: 'ex-x2-01', answer, ...more }, nowMs);

const GOOD_HOUR =
  'В среду с девяти до десяти работалось легко: дома никого, чай под рукой, задача понятная и маленькая. Тишина помогла не терять мысль, а размер задачи дал закончить её за один подход и порадоваться. Завтра повторю и то и другое, и место за столом у окна выберу заранее, ещё с вечера, и телефон уберу.';
const HOUR_GRADES = {
  criterion_scores: {
    understanding: { score: 30, evidence: 'В среду с девяти до десяти' },
    personal_analysis: { score: 40, evidence: 'Тишина помогла не терять мысль' },
    examples_from_life: { score: 30, evidence: 'чай под рукой' },
  },
  strengths: ['Личное наблюдение о тишине'],
  issues: [{ criterion: 'understanding', issue: 'Личное замечание', suggestion: 'Личный совет' }],
  next_step: 'Личный шаг',
};

async function gradedHour(ask: Asker, more: object, withGrades: object = {}): Promise<Record<string, unknown>> {
  const { data } = await ask(check, { exercise_id: 'ex-x5-08', answer: GOOD_HOUR, ...more });
  return (await ask(check, { check_id: data['check_id'], evaluation: HOUR_GRADES, ...withGrades })).data;
}

describe('an attempt of a learner', () => {
  test('is kept and listed, the newest first, each numbered', async () => {
    const ask = learner();
    const first = await choice(ask, ['a'], {}, NOW);
    const second = await choice(ask, ['a', 'c', 'e'], {}, NOW + 1_000);
    expect([first.data, second.data]).toMatchObject([
      { persisted: true, not_persisted_because: null, attempt_no: 1, score: 33 },
      { persisted: true, attempt_no: 2, score: 100 },
    ]);
    const { attempts } = await listOf(ask);
    expect(attempts.map(({ attempt_id }) => attempt_id)).toEqual([second.data['attempt_id'], first.data['attempt_id']]);
  });

  test('that is repeated is the same one, and another answer under its key is refused', async () => {
    const ask = learner();
    const first = await choice(ask, ['a', 'c']);
    const again = await choice(ask, ['a', 'c'], {}, NOW + 60_000);
    expect(again.data).toMatchObject({
      repeated: true,
      persisted: true,
      attempt_no: null,
      attempt_id: first.data['attempt_id'],
    });
    expect(again.data['suggested_events']).toEqual(first.data['suggested_events']);
    const keyed = await choice(ask, ['e'], { idempotency_key: 'k' });
    expect((await choice(ask, ['e'], { idempotency_key: 'k' })).data).toMatchObject({
      repeated: true,
      attempt_id: keyed.data['attempt_id'],
    });
    expect(await refusalOf(choice(ask, ['a'], { idempotency_key: 'k' }))).toMatchObject({
      code: 'CONFLICT',
      field: 'idempotency_key',
    });
    expect((await listOf(ask)).attempts).toHaveLength(2);
  });

  test('is not lost among 50 at once', async () => {
    const ask = learner();
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => ask(check, { exercise_id: 'ex-x2-03', answer: { total: i } })),
    );
    expect((await listOf(ask, { limit: 50 })).attempts).toHaveLength(50);
  });

  test('is found by exercise and by batch, page by page', async () => {
    const ask = learner();
    for (const [i, total] of [150, 240, 175, 1, 2].entries()) {
      await ask(
        check,
        { exercise_id: 'ex-x2-03', answer: { total }, ...(i % 2 === 0 && { batch_id: 'вечер' }) },
        NOW + i * 1_000,
      );
    }
    await choice(ask, ['a'], { batch_id: 'вечер' }, NOW - 1_000);
    expect((await listOf(ask, { exercise_id: 'ex-x2-03' })).attempts).toHaveLength(5);
    const scores: (number | null)[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listOf(ask, { batch_id: 'вечер', limit: 2, ...(cursor && { cursor }) });
      scores.push(...page.attempts.map(({ score }) => score));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(scores).toEqual([0, 0, 40, 33]);
  });

  test('is one of those that an answer has, which is not told as how many there are', async () => {
    const ask = learner();
    for (const [i, letter] of ['a', 'c', 'e'].entries()) await choice(ask, [letter], {}, NOW + i * 1_000);
    const first = await ask(getAttempts, { limit: 2 });
    expect(first.summary).toContain('Попыток в ответе: 2, это не все.');
    const last = await ask(getAttempts, { limit: 2, cursor: first.data['next_cursor'] });
    expect(last.summary).toContain('Попыток в ответе: 1.');
    expect((await ask(getAttempts, { exercise_id: 'ex-x2-03' })).summary).toBe('Таких попыток не нашлось.');
  });

  test('is not kept without the permission to write, and the answer says why', async () => {
    const userId = newUserId();
    const reader = people.clientOf(userId, { scopes: ['exercises:read'] });
    expect((await choice(reader, ['a'])).data).toMatchObject({
      persisted: false,
      not_persisted_because: expect.stringContaining('exercises:write'),
      attempt_no: null,
    });
    expect(await listOf(reader)).toMatchObject({ attempts: [], data_quality: { status: 'NO_DATA' } });
  });

  test('is not kept after the learner withdrew that permission', async () => {
    const userId = newUserId();
    await withStores(userId, ({ rights }) => rights.withdraw(['exercises:write'], { clientId: 'test', nowMs: NOW }));
    const ask = people.clientOf(userId, { consentedAtMs: NOW - 1 });
    expect((await choice(ask, ['a'])).data).toMatchObject({ persisted: false });
    expect((await choice(people.clientOf(userId, { consentedAtMs: NOW + 1 }), ['a'])).data).toMatchObject({
      persisted: true,
    });
  });
});

describe('an answer that is graded another time', () => {
  const words = { next_step: 'Другой шаг', strengths: ['Другие слова'], issues: [] };
  const example = { score: 30, evidence: 'обычно утром' };
  const higher = { ...words, criterion_scores: { ...SLOT_GRADES.criterion_scores, own_example: example } };
  const KEPT = 'score passed verdict mentor_review graded_by criterion_scores strengths issues next_step'.split(' ');
  const grade = async (ask: Asker, change: object, more: object = {}) => {
    const { data } = await ask(check, { exercise_id: 'ex-x1-06', answer: SLOT_ANSWER, ...more });
    return (await ask(check, { check_id: data['check_id'], evaluation: { ...SLOT_GRADES, ...change } })).data;
  };
  const told = (data: object) => Object.entries(data).filter(([field]) => KEPT.includes(field));

  test.each([
    ['under the same key, higher', { idempotency_key: 'k' }, higher],
    ['under the same key, in other words', { idempotency_key: 'k' }, words],
    ['without a key, in other words', {}, words],
  ])('%s, is told as it is kept', async (_, more, change) => {
    const ask = learner();
    const first = await grade(ask, {}, more);
    const again = await grade(ask, change, more);
    expect(again).toMatchObject({ repeated: true, attempt_id: first['attempt_id'], comment_md: first['comment_md'] });
    expect(told(again)).toEqual(told(first));
    expect(again['warnings']).toEqual([expect.stringContaining('прежний итог')]);
    expect(again['suggested_events']).toEqual(first['suggested_events']);
    const { attempts } = await listOf(ask);
    expect(attempts).toHaveLength(1);
    expect(attempts[0]).toMatchObject({ score: again['score'], next_step: again['next_step'] });
  });

  test('without a key, higher, is another attempt', async () => {
    const ask = learner();
    await grade(ask, {});
    expect(await grade(ask, higher)).toMatchObject({ repeated: false, attempt_no: 2, score: 90, warnings: [] });
  });

  test('in the same way is told with all its words, also with those that are not kept', async () => {
    const ask = learner();
    for (const more of [{}, { idempotency_key: 'k' }]) {
      const first = await gradedHour(ask, more);
      const again = await gradedHour(ask, more);
      expect(again).toMatchObject({ repeated: true, warnings: [], strengths: ['Личное наблюдение о тишине'] });
      expect(told(again)).toEqual(told(first));
    }
    const one = await choice(ask, ['a', 'c'], { idempotency_key: 'c', batch_id: 'утро' });
    const other = await choice(ask, ['a', 'c'], { idempotency_key: 'c', batch_id: 'вечер' });
    expect(other.data).toMatchObject({ repeated: true, feedback: one.data['feedback'], warnings: [] });
  });
});

describe('a reflection', () => {
  test('leaves the verdict and the points, and no word, unless the learner agrees', async () => {
    const userId = newUserId();
    const ask = people.clientOf(userId);
    const data = await gradedHour(ask, {});
    expect(data).toMatchObject({ score: 100, verdict: 'accepted', persisted: true });
    expect(JSON.stringify(data['suggested_events'])).not.toMatch(/Личн|среду|тишин/i);
    const stored = await withStores(userId, ({ rights }) => rights.exportJson(1_000_000, NOW));
    expect(stored).toContain('personal_analysis');
    expect(stored).not.toMatch(/Личн|среду|Тишина|чай под рукой/);
    expect((await listOf(ask)).attempts).toMatchObject([
      { text_kept: false, issues: [], strengths: [], next_step: '' },
    ]);
  });

  test('is kept with its words on consent', async () => {
    const userId = newUserId();
    await gradedHour(people.clientOf(userId), { keep_text: true });
    const stored = await withStores(userId, ({ rights }) => rights.exportJson(1_000_000, NOW));
    expect(stored).toMatch(/чай под рукой/);
    expect(stored).toMatch(/Личный шаг/);
  });

  test.each([
    ['taken back', true, false],
    ['given', undefined, true],
  ])('follows a consent that is %s with the grades', async (_, before, now) => {
    const userId = newUserId();
    await gradedHour(people.clientOf(userId), { keep_text: before }, { keep_text: now });
    const stored = await withStores(userId, ({ rights }) => rights.exportJson(1_000_000, NOW));
    expect(/чай под рукой|Личн/.test(String(stored))).toBe(now);
  });
});

test('the batch and the key that come with the grades are those of the attempt', async () => {
  const ask = learner();
  const first = await gradedHour(ask, { batch_id: 'утро' }, { batch_id: 'вечер', idempotency_key: 'k' });
  expect((await listOf(ask, { batch_id: 'вечер' })).attempts).toMatchObject([{ attempt_id: first['attempt_id'] }]);
  expect((await listOf(ask, { batch_id: 'утро' })).attempts).toEqual([]);
  expect(await refusalOf(choice(ask, ['a'], { idempotency_key: 'k' }))).toMatchObject({ field: 'idempotency_key' });
});

test('a talk about one issue gets the issue, its levels, the words and the page', async () => {
  const ask = learner();
  const { data } = await ask(check, { exercise_id: 'ex-x1-06', answer: SLOT_ANSWER });
  const final = await ask(check, { check_id: data['check_id'], evaluation: SLOT_GRADES });
  const attempt_id = final.data['attempt_id'];
  expect((await ask(discussContext, { attempt_id })).data).toMatchObject({
    exercise_id: 'ex-x1-06',
    issue: SLOT_GRADES.issues[0],
    criterion: { name: 'Свой пример', score: 10, levels: [{ score: 0 }, { score: 10 }, { score: 20 }, { score: 30 }] },
    answer_excerpt: expect.stringContaining('слот — это когда я заранее'),
    normative: [{ citation: 'X1.1:3' }, {}, {}],
  });
  expect(await refusalOf(ask(discussContext, { attempt_id, issue_index: 1 }))).toMatchObject({
    code: 'NOT_FOUND',
    field: 'issue_index',
  });
  expect(await refusalOf(learner()(discussContext, { attempt_id }))).toMatchObject({
    code: 'NOT_FOUND',
    field: 'attempt_id',
  });
});

test('a talk is not said to have no issue where its words are not kept', async () => {
  const ask = learner();
  const { attempt_id } = await gradedHour(ask, {});
  expect(await refusalOf(ask(discussContext, { attempt_id }))).toEqual({
    code: 'NOT_FOUND',
    field: 'attempt_id',
    message: 'Замечания к этой попытке не хранятся: ученик не соглашался хранить текст.',
    hint: 'Баллы по критериям: exercises_get_attempts.',
    retryable: false,
  });
});

test.each([
  ['of another version', { exercise_version: '0.9.0' }, /обновилось/, /сдать ответ заново/],
  ['that is no longer there', { exercise_id: 'ex-x9-99' }, /больше нет/, /exercises_list/],
])('a talk about an exercise %s says so, and what can be done', async (_, change, message, hint) => {
  const userId = newUserId();
  await saveAttempt(userId, 'old', 'слова ученика', NOW, change);
  const refusal = await refusalOf(people.clientOf(userId)(discussContext, { attempt_id: 'old' }));
  expect(refusal).toMatchObject({
    code: 'NOT_FOUND',
    field: 'attempt_id',
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
});

test('an erasure takes two steps, and then nothing of an older consent is read or kept', async () => {
  const userId = newUserId();
  const ask = people.clientOf(userId, { consentedAtMs: NOW - 1 });
  await choice(ask, ['a']);
  const { data } = await ask(deleteMyData, {});
  expect(data).toMatchObject({ status: 'dry_run', counts: { attempts: 1 } });
  expect(await refusalOf(ask(deleteMyData, { confirm: 'other' }))).toMatchObject({
    code: 'CONFLICT',
    field: 'confirm',
  });
  expect((await ask(deleteMyData, { confirm: data['confirmation_token'] })).data).toMatchObject({
    status: 'deleted',
    counts: { attempts: 1 },
  });
  expect(await refusalOf(ask(getAttempts, {}))).toMatchObject({ code: 'CONSENT_REQUIRED' });
  expect((await choice(ask, ['a'])).data).toMatchObject({ persisted: false });
  expect((await listOf(people.clientOf(userId, { consentedAtMs: NOW + 1 }))).attempts).toEqual([]);
});
