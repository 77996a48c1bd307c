import { expect, test } from 'vitest';
import { newLearner, refusalOf } from '../testing/person.ts';
import { getLearningRoute } from './planning/get-learning-route.ts';
import { saveLearningRoute } from './planning/save-learning-route.ts';
import { updateRouteStep } from './planning/update-route-step.ts';
import { listGuideSessions } from './reflection/list-guide-sessions.ts';
import { saveGuideSession } from './reflection/save-guide-session.ts';

const STEPS = [
  { id: 'slot', title: 'Держать слот' },
  { id: 'roles', title: 'Роли', depends_on: ['slot'] },
];

test('a step may start only after its dependencies are done, and a stale version changes nothing', async () => {
  const learner = newLearner();
  await learner.ask(saveLearningRoute, { steps: STEPS });
  expect((await learner.ask(getLearningRoute, {})).data).toMatchObject({
    next_step_ids: ['slot'],
    route: { version: 1 },
  });
  await learner.ask(updateRouteStep, { step_id: 'slot', status: 'completed', expected_version: 1 });
  expect((await learner.ask(getLearningRoute, {})).data).toMatchObject({ next_step_ids: ['roles'] });
  const stale = learner.ask(updateRouteStep, { step_id: 'roles', status: 'blocked', expected_version: 1 });
  expect(await refusalOf(stale)).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
  const unknown = learner.ask(updateRouteStep, { step_id: 'unknown', status: 'blocked' });
  expect(await refusalOf(unknown)).toMatchObject({ code: 'NOT_FOUND', field: 'step_id' });
});

test.each([
  ['two steps of one name', [STEPS[0], STEPS[0]], 'steps.1.id'],
  ['an unknown dependency', [{ id: 'a', title: 'a', depends_on: ['b'] }], 'steps.0.depends_on.0'],
  [
    'steps that wait for one another',
    [
      { id: 'a', title: 'a', depends_on: ['b'] },
      { id: 'b', title: 'b', depends_on: ['a'] },
    ],
    'steps',
  ],
])('a route with %s is refused', async (_, steps, field) => {
  const refusal = await refusalOf(newLearner().ask(saveLearningRoute, { steps }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field });
});

test('a session is stored once, and the newest is listed first', async () => {
  const learner = newLearner();
  const session = { type: 'weekly', summary: 'Разобрали неделю', date: '2026-11-15' };
  const first = await learner.ask(saveGuideSession, session);
  expect((await learner.ask(saveGuideSession, session)).data).toEqual({ ...first.data, created: false });
  await learner.ask(saveGuideSession, { type: 'check_in', summary: 'Коротко' });
  expect((await learner.ask(listGuideSessions, { limit: 1 })).data).toMatchObject({
    total_estimate: 2,
    sessions: [{ type: 'check_in', date: '2026-11-16' }],
    next_cursor: expect.any(String),
  });
});
