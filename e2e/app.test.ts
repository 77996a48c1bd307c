import { doctor, faultsOf, Learner, renderReport } from '@aisystant/fleet';
import { APP } from '@aisystant/fleet/manifest';
import { beforeAll, describe, expect, test } from 'vitest';
import { APP_RUNS, callTool, mcpUrl } from './fleet.ts';

type Facts = { readonly [field: string]: unknown };

const app = mcpUrl('app');
const dt = mcpUrl('dt-mcp');
const DAY_MS = 86_400_000;
const from = new Date(Date.now() - 3 * DAY_MS).toISOString().slice(0, 10);
const to = new Date().toISOString().slice(0, 10);

async function ask(url: string, token: string, name: string, args: object = {}): Promise<Facts> {
  const { status, text } = await callTool(url, token, { name, args, id: 1 });
  const { result } = JSON.parse(text.slice(text.indexOf('{')));
  expect([status, result?.isError ?? false], text).toEqual([200, false]);
  return result.structuredContent;
}

async function codeOf(url: string, token: string, name: string, args: object = {}): Promise<string> {
  const { text } = await callTool(url, token, { name, args, id: 1 });
  return JSON.parse(text.slice(text.indexOf('{'))).result?._meta?.['aisystant/error']?.code ?? text;
}

const pomodoro = (title: string, id: string) => ({
  activity_type: 'reading',
  occurred_at: new Date(Date.now() - DAY_MS).toISOString(),
  duration_minutes: 25,
  title,
  idempotency_key: id,
});
const titlesOf = async (url: string, token: string) => {
  const { events } = await ask(url, token, 'dt_list_activity_events', { start_date: from, end_date: to });
  return (events as readonly { readonly title: string }[]).map(({ title }) => title).toSorted();
};

/** A learner with both ways in. */
async function bothWays(login: string) {
  const learner = new Learner(login);
  return { login, throughApp: await learner.signIn(app), throughDt: await learner.signIn(dt) };
}

describe.runIf(APP_RUNS)('the app beside its servers', () => {
  let [anna, boris] = [{} as Awaited<ReturnType<typeof bothWays>>, {} as Awaited<ReturnType<typeof bothWays>>];
  beforeAll(async () => {
    [anna, boris] = [await bothWays('demo_good'), await bothWays(`boris_${crypto.randomUUID().slice(0, 8)}`)];
  });

  test('the app is healthy by the same examination as its servers', async () => {
    const report = await doctor(app, { token: anna.throughApp, mostTokens: APP.mostTokens });
    expect(faultsOf(report), renderReport(report)).toEqual([]);
  });

  describe('one learner has one twin', () => {
    test('what is written one way is read the other, for two learners whose calls are interleaved', async () => {
      const people = await Promise.all([`anna_${crypto.randomUUID().slice(0, 8)}`, boris.login].map(bothWays));
      await Promise.all(
        people.flatMap(({ login, throughApp, throughDt }) => [
          ask(app, throughApp, 'dt_save_activity_event', pomodoro(`app ${login}`, 'one')),
          ask(dt, throughDt, 'dt_save_activity_event', pomodoro(`dt ${login}`, 'two')),
        ]),
      );
      const seen = await Promise.all(
        people.flatMap(({ login, throughApp, throughDt }) => [
          titlesOf(app, throughApp).then((titles) => ({ login, titles })),
          titlesOf(dt, throughDt).then((titles) => ({ login, titles })),
        ]),
      );
      for (const { login, titles } of seen) expect(titles).toEqual([`app ${login}`, `dt ${login}`]);
    });

    test('the copy is at the server that keeps the data', async () => {
      const { download_url } = await ask(app, anna.throughApp, 'dt_export_my_data');
      expect(new URL(String(download_url)).origin).toBe(new URL(dt).origin);
      const file = await fetch(String(download_url), { method: 'POST' });
      expect([file.status, await file.text()]).toEqual([200, expect.stringContaining('digital-twin')]);
    });

    test('the copy has the calls of both ways in, and of one learner alone', async () => {
      const { login, throughApp, throughDt } = await bothWays(`clara_${crypto.randomUUID().slice(0, 8)}`);
      await ask(app, throughApp, 'dt_get_goals');
      await ask(dt, throughDt, 'dt_get_profile');
      const called = async () => {
        const { download_url } = await ask(app, throughApp, 'dt_export_my_data');
        const file = await fetch(String(download_url), { method: 'POST' });
        const { call } = (await file.json()) as { readonly call: readonly Facts[] };
        const others = call.filter(({ name }) => name !== 'dt.export_my_data');
        return { login, called: others.map(({ server, name }) => `${server} ${name}`).toSorted() };
      };
      // Calls wait for others for three seconds before they are written.
      const both = { login, called: ['app dt.get_goals', 'dt-mcp dt.get_profile'] };
      await expect.poll(called, { interval: 1_000 }).toEqual(both);
    });

    test('what is erased through the app is gone at the server, and no older connection of either reads or writes', async () => {
      const { throughApp, throughDt } = boris;
      await ask(dt, throughDt, 'dt_save_activity_event', pomodoro('soon gone', 'three'));
      const { confirmation_token: confirm } = await ask(app, throughApp, 'dt_delete_my_data');
      await ask(app, throughApp, 'dt_delete_my_data', { confirm });
      expect(await codeOf(dt, throughDt, 'dt_get_goals')).toBe('CONSENT_REQUIRED');
      const later = await bothWays(boris.login);
      expect(await titlesOf(dt, later.throughDt)).toEqual([]);
      expect(await titlesOf(app, later.throughApp)).toEqual([]);
    });
  });

  test('the storage of every mounted server is reached', async () => {
    const { throughApp } = anna;
    expect(await ask(app, throughApp, 'get_instruction')).toMatchObject({ state: expect.any(String) });
    const found = await ask(app, throughApp, 'guides_search', { query: 'слот' });
    expect(JSON.stringify(found)).toContain(`${new URL(mcpUrl('guides-mcp')).origin}/`);
    expect(await ask(app, throughApp, 'exercises_get_attempts')).toMatchObject({ data_quality: expect.any(Object) });
    const whoami = await ask(
      mcpUrl('ktalk-mcp'),
      await new Learner('demo_good').signIn(mcpUrl('ktalk-mcp')),
      'ktalk_whoami',
    );
    expect(await ask(app, throughApp, 'ktalk_whoami')).toEqual(whoami);
  });

  test('a token of the app is refused by each server, and the reverse', async () => {
    const status = async (url: string, token: string) =>
      (await callTool(url, token, { name: 'dt_get_goals', args: {}, id: 1 })).status;
    for (const name of APP.mounts) {
      expect([name, await status(mcpUrl(name), anna.throughApp)]).toEqual([name, 401]);
      expect([name, await status(app, await new Learner('demo_good').signIn(mcpUrl(name)))]).toEqual([name, 401]);
    }
  });
});
