import { Learner } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { callTool, mcpUrl } from './fleet.ts';

const dt = mcpUrl('dt-mcp');
const fsm = mcpUrl('fsm-mcp');

test('a learner signs in once, and the second server asks only for consent', async () => {
  const learner = new Learner('anna');
  await learner.signIn(dt);
  await learner.signIn(fsm);
  expect(learner.providerFor(dt).pages).toEqual(['consent', 'login']);
  expect(learner.providerFor(fsm).pages).toEqual(['consent']);
});

test('a client that gets a 401 discovers, registers and signs in by itself', async () => {
  const learner = new Learner('boris');
  const client = await learner.connect(dt);
  const result = await client.callTool({ name: 'dt_get_week_summary', arguments: {} });
  expect(result.structuredContent).toMatchObject({ data_quality: { status: 'NO_DATA' } });
  await client.close();
});

test('a token of one server is refused by the other', async () => {
  const learner = new Learner('anna');
  const [dtToken, fsmToken] = [await learner.signIn(dt), await learner.signIn(fsm)];
  const week = { name: 'dt_get_week_summary', args: {}, id: 1 };
  const step = { name: 'get_instruction', args: {}, id: 1 };
  expect((await callTool(dt, dtToken, week)).status).toBe(200);
  expect((await callTool(fsm, fsmToken, step)).status).toBe(200);
  expect((await callTool(dt, fsmToken, week)).status).toBe(401);
  expect((await callTool(fsm, dtToken, step)).status).toBe(401);
});

test('the open tool of the Guide needs no token, and a wrong token is refused', async () => {
  const step = { name: 'get_instruction', args: {}, id: 1 };
  expect((await callTool(fsm, null, step)).status).toBe(200);
  expect((await callTool(fsm, 'made-up', step)).status).toBe(401);
});

test('without the permission to write only a write is refused, by 403', async () => {
  const learner = new Learner('vera', { scopes: ['dt:read'] });
  const token = await learner.signIn(dt);
  expect((await callTool(dt, token, { name: 'dt_get_week_summary', args: {}, id: 1 })).status).toBe(200);
  const note = { name: 'dt_save_reflection_note', args: { type: 'insight', insights: ['x'] }, id: 2 };
  expect((await callTool(dt, token, note)).status).toBe(403);
});

test('two sign-ins of one person with one client both keep working', async () => {
  const first = new Learner('galina');
  const token = await first.signIn(dt);
  const again = new Learner('galina');
  again.providerFor(dt).saveClientInformation(first.providerFor(dt).clientInformation());
  const other = await again.signIn(dt);
  expect(other).not.toBe(token);
  for (const each of [token, other]) {
    expect((await callTool(dt, each, { name: 'dt_get_week_summary', args: {}, id: 1 })).status).toBe(200);
  }
});

test('a name typed into the sign-in page is a new learner, the same at every sign-in', async () => {
  const note = { type: 'insight', insights: ['Утром пишется лучше'], idempotency_key: 'once' };
  const save = async () => {
    const client = await new Learner('newcomer_1').connect(dt);
    const { structuredContent } = await client.callTool({ name: 'dt_save_reflection_note', arguments: note });
    await client.close();
    return structuredContent;
  };
  expect(await save()).toMatchObject({ created: true });
  expect(await save()).toMatchObject({ created: false });
});

test('a request to 127.0.0.1 gets the right address', async () => {
  const response = await fetch(dt.replace('localhost', '127.0.0.1'), { method: 'POST', body: '{}' });
  expect(response.status).toBe(421);
  expect(await response.text()).toContain(dt);
});
