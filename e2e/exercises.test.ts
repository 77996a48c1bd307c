import { Learner } from '@aisystant/fleet';
import type { Client } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { callTool, mcpUrl } from './fleet.ts';

const exercises = mcpUrl('exercises-mcp');
const SERVERS = ['fsm-mcp', 'guides-mcp', 'exercises-mcp', 'dt-mcp'] as const;

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

type Data = Record<string, unknown>;

/** Calls a tool that must succeed; its data. */
async function data(client: Client, name: string, args: Data): Promise<Data> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: args });
  expect(isError ?? false, JSON.stringify(content)).toBe(false);
  return structuredContent as Data;
}

/** A learner whose client is signed in to all four servers. */
async function signedIn(login: string) {
  const learner = new Learner(login);
  const clients = new Map<string, Client>();
  for (const server of SERVERS) {
    await learner.signIn(mcpUrl(server));
    clients.set(server, await learner.connect(mcpUrl(server)));
  }
  /** Calls a tool of the server that its name begins with. */
  const call = (name: string, args: Data) => {
    const server = name === 'get_instruction' ? 'fsm-mcp' : `${name.split('_')[0]}-mcp`;
    const client = clients.get(server);
    if (!client) throw new Error(`no server has ${name}`);
    return data(client, name, args);
  };
  return { learner, call, close: () => Promise.all([...clients.values()].map((client) => client.close())) };
}

/** The states of a scenario: each is entered from the one before, and may call only what its text names. */
function walk(call: (name: string, args: Data) => Promise<Data>) {
  let state: Data | null = null;
  return {
    async enter(args: Data): Promise<Data> {
      const from = state && { from: state['state'] };
      if (state) expect(state['transitions']).toContain(args['state']);
      state = await call('get_instruction', { ...args, ...from });
      expect(state).toMatchObject({ transition_warning: null });
      return state;
    },
    use(name: string, args: Data): Promise<Data> {
      expect(state?.['allowed_tools']).toContain(name);
      return call(name, args);
    },
  };
}

test('four servers need one sign-in: at the identity provider the learner answers once', async () => {
  const { learner, close } = await signedIn('reader_of_guides');
  const pages = SERVERS.map((server) => learner.providerFor(mcpUrl(server)).pages);
  expect(pages).toEqual([['consent', 'login'], ['consent'], ['consent'], ['consent']]);
  const tokens = SERVERS.map((server) => learner.providerFor(mcpUrl(server)).tokens()?.access_token);
  expect(new Set(tokens).size).toBe(4);
  await close();
});

test('a page is read, its exercise answered, graded by the host, decided by the server, kept, and saved in the twin once', async () => {
  const { call, close } = await signedIn(`reader_${crypto.randomUUID().slice(0, 8)}`);
  const { enter, use } = walk(call);

  expect(await enter({ intent: 'read_guide' })).toMatchObject({ state: 'guide_reading' });
  const found = await use('guides_search', { query: 'слот как обещание себе', limit: 1 });
  const [{ pages: hits }] = found['guides'] as [{ pages: [{ id: string }] }];
  const { pages } = await use('guides_get', { id: hits[0].id });
  const [page] = pages as [{ id: string; guide_pages: number; markdown: string }];
  expect(page).toMatchObject({ id: 'X1.1:3', guide_pages: 12, markdown: expect.stringContaining('слот') });
  const reading = { activity_type: 'reading', ended: 'now', duration_minutes: 20, guide_ref: page.id };
  await use('dt_save_activity_event', { ...reading, guide_pages: page.guide_pages });

  await enter({ state: 'exercise_session' });
  const { exercise } = await use('exercises_get', { guide_page: page.id });
  expect(exercise).toMatchObject({ id: 'ex-x1-06', graded_by: 'host' });
  const first = await use('exercises_check', { exercise_id: 'ex-x1-06', answer: ANSWER, minutes_spent: 15 });
  expect(first).toMatchObject({ phase: 'evaluation_required' });
  const grades = { check_id: first['check_id'], evaluation: EVALUATION };
  const final = await use('exercises_check', grades);
  expect(final).toMatchObject({ graded_by: 'host', score: 100, verdict: 'accepted', persisted: true, attempt_no: 1 });

  await enter({ state: 'exercise_feedback' });
  const { attempts } = await use('exercises_get_attempts', {});
  expect(attempts).toMatchObject([{ attempt_id: final['attempt_id'], graded_by: 'host' }]);
  const [event] = final['suggested_events'] as [Data];
  expect(event['idempotency_key']).toBe(`exercises:${final['attempt_id']}`);
  expect(await use('dt_save_activity_event', event)).toMatchObject({ duplicate: false });
  expect(await use('dt_save_activity_event', event)).toMatchObject({ duplicate: true });
  expect(await call('dt_get_progress', {})).toMatchObject({
    guides: [{ id: 'X1', done: 1, total: 12, why: null }],
    exercises: { accepted: 1, revision: 0, why: null },
  });
  await close();
});

test('a copy of the page gets nothing where own words are needed, however it is graded', async () => {
  const { call, close } = await signedIn(`copyist_${crypto.randomUUID().slice(0, 8)}`);
  const { pages } = await call('guides_get', { id: 'X1.1:3', max_chars: 7_000 });
  const [{ markdown: answer }] = pages as [{ markdown: string }];
  const first = await call('exercises_check', { exercise_id: 'ex-x1-06', answer });
  expect(first).toMatchObject({ level_limits: [{ criterion: 'own_example', score: 0 }] });
  const evidence = /[а-яё]+ [а-яё]+ [а-яё]+/i.exec(answer)?.[0] ?? '';
  const highest = { main_idea: 40, own_example: 30, terminology: 20, completeness: 10 };
  const criterion_scores = Object.fromEntries(Object.entries(highest).map(([id, score]) => [id, { score, evidence }]));
  const evaluation = { criterion_scores, next_step: 'Напиши своими словами' };
  expect(await call('exercises_check', { check_id: first['check_id'], evaluation })).toMatchObject({
    score: 70,
    verdict: 'needs_revision',
    warnings: [expect.stringContaining('переписан')],
  });
  await close();
});

test('without a sign-in both phases work, nothing is kept, and the package is used once', async () => {
  const client = await new Learner('stranger').connect(exercises);
  const first = await data(client, 'exercises_check', { exercise_id: 'ex-x1-06', answer: ANSWER });
  const grades = { check_id: first['check_id'], evaluation: EVALUATION };
  expect(await data(client, 'exercises_check', grades)).toMatchObject({ score: 100, persisted: false });
  const again = await callTool(exercises, null, { name: 'exercises_check', args: grades, id: 2 });
  expect(again.text).toContain('CONFLICT');
  await client.close();
});
