import { type Ask, refusalOf } from '@aisystant/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ExerciseServices } from '../../services.ts';
import { AttemptsStorage } from '../../store/attempts-storage.ts';
import { CheckObject } from '../../store/check-object.ts';
import { NOW, people, SLOT_ANSWER, SLOT_GRADES } from '../../testing/person.ts';
import { getAttempts } from '../attempts/get-attempts.ts';
import { check } from './check.ts';

type Asker = Ask<ExerciseServices>;

afterEach(() => void vi.restoreAllMocks());

const crash = () => {
  throw new Error('the machine is gone');
};
/** The moments at which the second call of a check may be cut off. */
const MOMENTS: readonly (readonly [string, () => unknown])[] = [
  [
    'after the grades are accepted and before the attempt is saved',
    () => vi.spyOn(AttemptsStorage.prototype, 'saveDocument').mockImplementationOnce(crash),
  ],
  [
    'after the attempt is saved and before the package is used up',
    () => vi.spyOn(CheckObject.prototype, 'use').mockImplementationOnce(crash),
  ],
];

const learner = (): Asker => people.clientOf(`learner-${crypto.randomUUID()}`);
const opened = async (ask: Asker, more: object = {}) =>
  (await ask(check, { exercise_id: 'ex-x1-06', answer: SLOT_ANSWER, ...more })).data['check_id'];
const attemptsOf = async (ask: Asker) =>
  (await ask(getAttempts, {})).data['attempts'] as readonly { readonly attempt_id: string }[];

describe.each(MOMENTS)('a check that is cut off %s', (_, cutOff) => {
  test.each([{}, { idempotency_key: 'evening' }])(
    'is repeated with the same grades: the same verdict, one attempt, one event (%j)',
    async (more) => {
      const ask = learner();
      const check_id = await opened(ask, more);
      const grades = { check_id, evaluation: SLOT_GRADES };
      cutOff();
      await expect(ask(check, grades)).rejects.toThrow();
      const { data } = await ask(check, grades, NOW + 5_000);
      expect(data).toMatchObject({ phase: 'final', score: 70, verdict: 'needs_revision', persisted: true });
      const [attempt, ...others] = await attemptsOf(ask);
      expect([attempt?.attempt_id, others]).toEqual([data['attempt_id'], []]);
      expect(data['suggested_events']).toMatchObject([{ idempotency_key: `exercises:${attempt?.attempt_id}` }]);
      expect(await refusalOf(ask(check, grades))).toMatchObject({ code: 'CONFLICT', field: 'check_id' });
    },
  );

  test('is repeated with the same grades in another order: models write them anew', async () => {
    const ask = learner();
    const check_id = await opened(ask);
    cutOff();
    await expect(ask(check, { check_id, evaluation: SLOT_GRADES })).rejects.toThrow();
    const criterion_scores = Object.fromEntries(Object.entries(SLOT_GRADES.criterion_scores).toReversed());
    const { data } = await ask(check, { check_id, evaluation: { ...SLOT_GRADES, criterion_scores } });
    expect(data).toMatchObject({ phase: 'final', score: 70, persisted: true });
    expect(await attemptsOf(ask)).toMatchObject([{ attempt_id: data['attempt_id'] }]);
  });

  test('takes no better grades the second time', async () => {
    const ask = learner();
    const check_id = await opened(ask);
    cutOff();
    await expect(ask(check, { check_id, evaluation: SLOT_GRADES })).rejects.toThrow();
    const better = { ...SLOT_GRADES.criterion_scores, own_example: { score: 30, evidence: 'обычно утром' } };
    const regraded = ask(check, { check_id, evaluation: { ...SLOT_GRADES, criterion_scores: better } });
    expect(await refusalOf(regraded)).toMatchObject({ code: 'CONFLICT', field: 'check_id' });
  });
});

test('a check without a sign-in that is cut off gives the same verdict under the same key when it is repeated', async () => {
  const ask = people.anonymous;
  const grades = { check_id: await opened(ask), evaluation: SLOT_GRADES };
  vi.spyOn(CheckObject.prototype, 'use').mockImplementationOnce(crash);
  await expect(ask(check, grades)).rejects.toThrow();
  const { data } = await ask(check, grades);
  expect(data).toMatchObject({ score: 70, persisted: false });
  const { data: other } = await ask(check, { check_id: await opened(ask), evaluation: SLOT_GRADES });
  expect(other['attempt_id']).toBe(data['attempt_id']);
});
