import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import { type ExercisesEnv, server } from '../server.ts';
import type { Attempt } from '../store/attempt-store.ts';
import type { AttemptStores } from '../store/attempts-storage.ts';

/** The Worker under test. */
const bindings = env as unknown as ExercisesEnv;

/** When people call directly. */
export const NOW = Date.parse('2026-11-28T12:00:00Z');

/** People of this server. */
export const people = createPeople(server, env, exports, () => NOW);

/** The object of a learner. */
export const stubOf = (userId: string) => bindings.ATTEMPTS.get(bindings.ATTEMPTS.idFromName(userId));

/** Runs something on the stores of a learner, inside the object, on a grant that nothing revokes. */
export function withStores<T>(userId: string, run: (stores: AttemptStores) => Promise<T>): Promise<T> {
  const grant = { clientId: 'test', consentedAtMs: Number.POSITIVE_INFINITY, scope: null };
  return runInDurableObject(stubOf(userId), (object) => run(object.stores(grant)));
}

/** Saves an attempt at «Объясни слот» with words in every field of text, or another one. */
export function saveAttempt(
  userId: string,
  id: string,
  words: string,
  nowMs = NOW,
  change: Partial<Attempt> = {},
): Promise<unknown> {
  const body: Attempt = {
    exercise_id: 'ex-x1-06',
    exercise_version: '1.0.0',
    batch_id: words.slice(0, 64),
    graded_by: 'host',
    score: 70,
    passing_score: 60,
    passed: true,
    verdict: 'needs_revision',
    mentor_review: true,
    answer_digest: 'digest',
    answer: words,
    criterion_scores: [
      { criterion: 'own_example', name: 'Свой пример', score: 10, weight: 30, level: 'Пример есть', evidence: words },
    ],
    strengths: [words],
    issues: [{ criterion: 'own_example', issue: words, suggestion: words }],
    next_step: words,
    ...change,
  };
  const date = new Date(nowMs).toISOString();
  return withStores(userId, ({ attempts }) =>
    attempts.saveDocument(
      'attempt',
      { id, create: true, label: body.exercise_id, date, body, expectedVersion: 0, idempotencyKey: null },
      { clientId: 'test', nowMs },
    ),
  );
}

/** An answer to «Объясни слот» that can be graded. */
export const SLOT_ANSWER = `Ну, слот — это когда я заранее решаю, что сяду за учёбу, а не жду вдохновения. Я это время назначаю и держу.
а свободное время — это остаток, его может и не быть вовсе, и достаётся оно всем подряд. Моя помидорка стоит обычно утром,
пока дома тихо и никто не просит поиграть. Если проспал, то делаю маленький кусочек: открываю тетрадь и пишу одну строку,
чтобы день не выпал. Раньше я говорил «позанимаюсь, когда освобожусь», и не занимался никогда; теперь у занятия есть место
в дне, и его не надо каждый раз отвоёвывать у посуды и новостей, это проще.`;

/** The documented grades of it: 70 points. */
export const SLOT_GRADES = {
  criterion_scores: {
    main_idea: { score: 40, evidence: 'слот — это когда я заранее' },
    own_example: { score: 10, evidence: 'обычно утром' },
    terminology: { score: 10, evidence: 'помидорка' },
    completeness: { score: 10, evidence: 'а свободное время' },
  },
  strengths: ['Отличие названо своими словами'],
  issues: [
    { criterion: 'own_example', issue: 'Пример общий', suggestion: 'Назови день и час одного состоявшегося слота' },
  ],
  next_step: 'Добавь один реальный случай',
};
