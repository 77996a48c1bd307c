import { Learner } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { callTool, mcpUrl } from './fleet.ts';

const dt = mcpUrl('dt-mcp');
const today = new Date();
const day = (back: number) => new Date(today.getTime() - back * 86_400_000).toISOString();

test('two learners with interleaved requests and identical ids never get data of each other', async () => {
  const people = await Promise.all(
    ['marker_of_anna', 'marker_of_boris'].map(async (login) => ({ login, token: await new Learner(login).signIn(dt) })),
  );
  for (const { login, token } of people) {
    const event = {
      source: 'bot',
      external_id: 'same-id',
      activity_type: 'writing',
      occurred_at: day(1),
      duration_minutes: 30,
    };
    const response = await fetch(`${dt}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify([{ ...event, title: login, note: login }]),
    });
    expect(await response.json()).toMatchObject({ stored: 1 });
  }
  const period = { start_date: day(7).slice(0, 10), end_date: day(0).slice(0, 10) };
  const calls = Array.from({ length: 200 }, (_, index) => people[index % 2]).filter((person) => person !== undefined);
  const answers = await Promise.all(
    calls.map(({ token }) => callTool(dt, token, { name: 'dt_list_activity_events', args: period, id: 7 })),
  );
  for (const [index, { status, text }] of answers.entries()) {
    const own = calls[index]?.login ?? '';
    const foreign = people.find(({ login }) => login !== own)?.login ?? '';
    expect(status).toBe(200);
    expect(text).toContain(own);
    expect(text).not.toContain(foreign);
  }
});
