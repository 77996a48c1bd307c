import { expect, test } from 'vitest';
import { newLearner, refusalOf, signIn } from '../../testing/person.ts';
import { getLearningRoute } from './get-learning-route.ts';
import { saveLearningRoute } from './save-learning-route.ts';
import { updateRouteStep } from './update-route-step.ts';

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
});

test('a step that cannot be found is refused with what to do: write a route, or read it', async () => {
  const learner = newLearner();
  const refusal = () => refusalOf(learner.ask(updateRouteStep, { step_id: 'unknown', status: 'blocked' }));
  const without = await refusal();
  expect(without).toMatchObject({ code: 'NOT_FOUND', field: 'step_id' });
  expect([without.message, without.hint].join(' ')).toMatch(/Маршрута ещё нет.*dt_save_learning_route/);
  await learner.ask(saveLearningRoute, { steps: STEPS });
  const unknown = await refusal();
  expect(unknown).toMatchObject({ code: 'NOT_FOUND', field: 'step_id', message: 'Такого шага в маршруте нет.' });
  expect(unknown.hint).toContain('dt_get_learning_route');
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

test('a route of maximum length is read completely, for any status of its steps', async () => {
  const id = (index: number) => `step-${String(index).padStart(3, '0')}`.padEnd(40, 'x');
  const person = await signIn();
  const fits = Array.from({ length: 100 }, (_, i) => ({
    id: id(i),
    title: 'ж'.repeat(200),
    type: 'ж'.repeat(40),
    priority: 5,
  }));
  const { result } = await person.call('dt_save_learning_route', { steps: fits });
  expect(result).toMatchObject({ isError: false, structuredContent: { route: { version: 1 } } });
  expect(JSON.stringify(result).length).toBeLessThan(1_000);
  await person.call('dt_update_route_step', { step_id: id(0), status: 'in_progress' });
  const read = await person.call('dt_get_learning_route', {});
  expect(read.result).toMatchObject({ isError: false, structuredContent: { route: { version: 2 } } });
});
