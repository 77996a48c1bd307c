import { shownToken, signInToAccount, tokenFields } from '@aisystant/oauth/testing/account';
import { hiddenField } from '@aisystant/oauth/testing/browser';
import { type Account, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { send } from '@aisystant/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  answerOf,
  bindings,
  codeOf,
  endpointOf,
  fetchWorker,
  type Learner,
  newLearner,
  provider,
  type Way,
  wayTo,
} from './testing/learner.ts';
import { serverEnv } from './testing/server-env.ts';

beforeAll(() => void vi.spyOn(globalThis, 'fetch').mockImplementation(provider.fetch));
afterAll(() => void vi.restoreAllMocks());

const goal = (title: string) => ({ title, idempotency_key: title });
const ended = 'CONSENT_REQUIRED';

async function goalsOf(way: Way): Promise<readonly string[]> {
  const { goals } = (await answerOf(way, 'dt_get_goals')) as { readonly goals: readonly { readonly title: string }[] };
  return goals.map(({ title }) => title).toSorted();
}

/** Deletes all records of a learner at the server of a tool, in its two steps. */
async function erase(way: Way, tool: string): Promise<void> {
  const { confirmation_token: confirm } = await answerOf(way, tool);
  await answerOf(way, tool, { confirm });
}

async function bothWays(learner: Learner = newLearner()) {
  return { app: await learner.app(), dt: await learner.at('dt-mcp') };
}

describe('one learner has one twin', () => {
  test('what is written one way is read the other', async () => {
    const { app, dt } = await bothWays();
    await answerOf(dt, 'dt_save_goal', goal('через двойник'));
    await answerOf(app, 'dt_save_goal', goal('через всё вместе'));
    expect(await goalsOf(app)).toEqual(['через всё вместе', 'через двойник']);
    expect(await goalsOf(dt)).toEqual(await goalsOf(app));
  });

  test('of two learners whose calls are interleaved neither sees the other', async () => {
    const people = await Promise.all([bothWays(), bothWays()]);
    const names = ['первый', 'второй'];
    await Promise.all(
      people.flatMap(({ app, dt }, person) => [
        answerOf(app, 'dt_save_goal', goal(`${names[person]} через всё вместе`)),
        answerOf(dt, 'dt_save_goal', goal(`${names[person]} через двойник`)),
      ]),
    );
    const rounds = Array.from({ length: 10 }, () => people.flatMap(({ app, dt }) => [app, dt])).flat();
    const seen = await Promise.all(rounds.map(goalsOf));
    for (const [round, goals] of seen.entries()) {
      const name = names[Math.floor(round / 2) % 2];
      expect(goals).toEqual([`${name} через всё вместе`, `${name} через двойник`]);
    }
  });

  test('attempts are shared too', async () => {
    const learner = newLearner();
    const [app, exercises] = [await learner.app(), await learner.at('exercises-mcp')];
    const { items } = (await answerOf(app, 'exercises_list', { limit: 50 })) as {
      readonly items: readonly { readonly id: string; readonly type: string }[];
    };
    const id = items.find(({ type }) => type === 'choice')?.id;
    await answerOf(app, 'exercises_check', { exercise_id: id, answer: ['a'] });
    const kept = await answerOf(exercises, 'exercises_get_attempts');
    expect(kept).toMatchObject({ attempts: [expect.objectContaining({ exercise_id: id })] });
    expect(await answerOf(app, 'exercises_get_attempts')).toEqual(kept);
  });
});

describe('an erasure', () => {
  test('through the app erases the same twin, and ends what was granted before at both addresses', async () => {
    const learner = newLearner();
    const { app, dt } = await bothWays(learner);
    await answerOf(dt, 'dt_save_goal', goal('исчезнет'));
    await erase(app, 'dt_delete_my_data');
    expect(await codeOf(dt, 'dt_get_goals')).toBe(ended);
    expect(await codeOf(dt, 'dt_save_goal', goal('поздно'))).toBe(ended);
    const later = await bothWays(learner);
    expect([await goalsOf(later.app), await goalsOf(later.dt)]).toEqual([[], []]);
  });

  test('at the server ends the way through the app too, and nothing else of it', async () => {
    const { app, dt } = await bothWays();
    await erase(dt, 'dt_delete_my_data');
    expect(await codeOf(app, 'dt_get_goals')).toBe(ended);
    expect(await codeOf(app, 'exercises_get_attempts')).toBe('200');
  });

  test('through the app leaves the records of the other servers', async () => {
    const learner = newLearner();
    const { app } = await bothWays(learner);
    await answerOf(app, 'dt_save_goal', goal('останется'));
    await erase(app, 'exercises_delete_my_data');
    expect(await goalsOf((await bothWays(learner)).app)).toEqual(['останется']);
  });
});

/** The calls that a server knows of, as `address operation`. */
const callsIn = (copy: { readonly call: readonly { readonly server: string; readonly name: string }[] }) =>
  copy.call.map(({ server, name }) => `${server} ${name}`).toSorted();

describe('the calls of a learner', () => {
  /** A learner who has called both ways, and the erasure of another one does not touch. */
  async function called() {
    const account = newAccount();
    const learner = newLearner(account);
    const [app, dt] = [await learner.app(), await learner.at('dt-mcp')];
    for (const tool of ['dt_get_goals', 'exercises_get_attempts', 'get_instruction']) await app.call(tool);
    await dt.call('dt_get_profile');
    return { account, learner, app, dt };
  }
  type Called = Awaited<ReturnType<typeof called>>;

  async function atApp(account: Account): Promise<readonly string[]> {
    const { submit } = await signInToAccount(fetchWorker, provider, account);
    return callsIn(await (await submit('/account/copy')).json());
  }

  async function atServer({ learner }: Called, name: 'dt-mcp' | 'exercises-mcp'): Promise<readonly string[]> {
    const { token } = await learner.at(name);
    const params = { uri: `${name.replace('-mcp', '')}://me/export` };
    const { result } = await send(fetchWorker, endpointOf(serverEnv(name, bindings)), {
      method: 'resources/read',
      params,
      token,
    });
    const [content] = (result?.['contents'] ?? []) as readonly { readonly text: string }[];
    return callsIn(JSON.parse(content?.text ?? ''));
  }

  /** The calls of a person as each place tells them, without those that read them. */
  const seen = async (person: Called) => ({
    app: noExport(await atApp(person.account)),
    dt: noExport(await atServer(person, 'dt-mcp')),
    exercises: noExport(await atServer(person, 'exercises-mcp')),
  });
  const noExport = (calls: readonly string[]) => calls.filter((each) => !each.endsWith('my_export'));
  const EVERYTHING = {
    app: ['app dt.get_goals', 'app exercises.get_attempts', 'app get_instruction'],
    dt: ['app dt.get_goals', 'dt-mcp dt.get_profile'],
    exercises: ['app exercises.get_attempts'],
  };
  const OF_DT_GONE = { ...EVERYTHING, app: EVERYTHING.app.slice(1), dt: [] };

  /** Erases on the account page of the app, in its two steps. */
  async function eraseAtApp({ account }: Called): Promise<void> {
    const { submit } = await signInToAccount(fetchWorker, provider, account);
    const question = await (await submit('/account/erase')).text();
    expect(question).toContain('<li>обращения приложений: 3</li>');
    await submit('/account/erase', [['confirm', hiddenField(question, 'confirm')]]);
  }

  const ERASURES = [
    ['the records of the twin through the app', ({ app }: Called) => erase(app, 'dt_delete_my_data'), OF_DT_GONE],
    ['the records of the twin at its server', ({ dt }: Called) => erase(dt, 'dt_delete_my_data'), OF_DT_GONE],
    ['what came in at the app', eraseAtApp, { app: [], dt: ['dt-mcp dt.get_profile'], exercises: [] }],
  ] as const;

  test('are kept with the records that they are about, and an erasure by one way is one by both', async () => {
    const people = await Promise.all([...ERASURES.map(called), called()]);
    const other = people.at(-1) as Called;
    // Calls wait for others for three seconds before they are written.
    const written = { timeout: 20_000, interval: 1_000 };
    for (const person of people) await expect.poll(() => seen(person), written).toEqual(EVERYTHING);
    for (const [index, [, run]] of ERASURES.entries()) await run(people[index] as Called);
    await scheduler.wait(3_500);
    for (const [index, [what, , left]] of ERASURES.entries()) {
      expect({ what, ...(await seen(people[index] as Called)) }).toEqual({ what, ...left });
    }
    expect(await seen(other)).toEqual(EVERYTHING);
  }, 90_000);
});

test('a personal token of the app opens the same twin, as far as it allows', async () => {
  const account = newAccount();
  const learner = newLearner(account);
  await answerOf(await learner.at('dt-mcp'), 'dt_save_goal', goal('через двойник'));
  const { submit } = await signInToAccount(fetchWorker, provider, account);
  const token = await shownToken(await submit('/account/tokens', tokenFields({}, ['dt:read'])));
  expect(token).toMatch(/^aisy_app_/);
  const way = wayTo(endpointOf(bindings), token);
  expect(await goalsOf(way)).toEqual(['через двойник']);
  expect(await codeOf(way, 'dt_save_goal', goal('нельзя'))).toBe('403');
  expect((await wayTo(endpointOf(serverEnv('dt-mcp', bindings)), token).call('dt_get_goals')).status).toBe(401);
});

test('a token of the app is refused by each server, and the reverse', async () => {
  const learner = newLearner();
  const app = await learner.app();
  for (const name of ['dt-mcp', 'exercises-mcp'] as const) {
    const [atServer, atApp] = [endpointOf(serverEnv(name, bindings)), endpointOf(bindings)];
    const { token } = await learner.at(name);
    expect((await wayTo(atServer, app.token).call('dt_get_goals')).status).toBe(401);
    expect((await wayTo(atApp, token).call('dt_get_goals')).status).toBe(401);
    expect((await wayTo(atServer, token).call('dt_get_goals')).status).not.toBe(401);
  }
});
