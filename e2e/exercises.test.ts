import { Learner } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { callTool, mcpUrl } from './fleet.ts';

const exercises = mcpUrl('exercises-mcp');
const dt = mcpUrl('dt-mcp');

const ANSWER = `Слот — это время, которое я назначаю себе заранее и держу, как встречу. У него есть день, начало и место, и поэтому
мне не приходится каждый вечер решать, заниматься или нет. Свободное время устроено иначе: это остаток, и его займёт тот, кто
попросит первым. Мой слот стоит по вторникам и четвергам в 8:10 за кухонным столом, одна помидорка, телефон лежит в коридоре. В
прошлый четверг сын заболел, и сработал минимум: один абзац и строка пометки. Слот сохранился, потому что место в дне уже было занято.`;

const EVALUATION = {
  criterion_scores: {
    main_idea: { score: 40, evidence: 'время, которое я назначаю себе заранее и держу' },
    own_example: { score: 30, evidence: 'по вторникам и четвергам в 8:10' },
    terminology: { score: 20, evidence: 'одна помидорка' },
    completeness: { score: 10, evidence: 'Свободное время устроено иначе' },
  },
  next_step: 'Держи слот ещё две недели',
};

/** Calls a tool that must succeed; its data. */
async function data(url: string, token: string | null, name: string, args: object): Promise<Record<string, unknown>> {
  const { status, text } = await callTool(url, token, { name, args, id: 1 });
  const { result } = JSON.parse(text.slice(text.indexOf('{')));
  expect([status, result?.isError], text).toEqual([200, false]);
  return result.structuredContent;
}

test('an exercise is taken, answered, graded by the host, decided by the server, kept, and saved in the twin once', async () => {
  const learner = new Learner('reader_of_guides');
  const [token, twin] = [await learner.signIn(exercises), await learner.signIn(dt)];
  const { exercise } = await data(exercises, token, 'exercises_get', { guide_page: 'X1.1:3' });
  expect(exercise).toMatchObject({ id: 'ex-x1-06', graded_by: 'host' });
  const first = await data(exercises, token, 'exercises_check', {
    exercise_id: 'ex-x1-06',
    answer: ANSWER,
    minutes_spent: 20,
  });
  expect(first).toMatchObject({ phase: 'evaluation_required' });
  const grades = { check_id: first['check_id'], evaluation: EVALUATION };
  const final = await data(exercises, token, 'exercises_check', grades);
  expect(final).toMatchObject({ score: 100, verdict: 'accepted', persisted: true, attempt_no: 1 });
  const { attempts } = await data(exercises, token, 'exercises_get_attempts', {});
  expect(attempts).toMatchObject([{ attempt_id: final['attempt_id'], graded_by: 'host' }]);
  const again = await callTool(exercises, token, { name: 'exercises_check', args: grades, id: 2 });
  expect(again.text).toContain('CONFLICT');
  const [event] = final['suggested_events'] as object[];
  const saved = await data(dt, twin, 'dt_save_activity_event', event ?? {});
  expect(saved).toMatchObject({ duplicate: false });
  expect(await data(dt, twin, 'dt_save_activity_event', event ?? {})).toMatchObject({ duplicate: true });
});

test('without a sign-in both phases work, nothing is kept, and the package is used once', async () => {
  const first = await data(exercises, null, 'exercises_check', { exercise_id: 'ex-x1-06', answer: ANSWER });
  const grades = { check_id: first['check_id'], evaluation: EVALUATION };
  expect(await data(exercises, null, 'exercises_check', grades)).toMatchObject({ score: 100, persisted: false });
  const again = await callTool(exercises, null, { name: 'exercises_check', args: grades, id: 2 });
  expect(again.text).toContain('CONFLICT');
});
