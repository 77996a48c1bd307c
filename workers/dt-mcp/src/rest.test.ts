import { expect, test } from 'vitest';
import { endpoint, fetch, people } from './testing/person.ts';

test('the tools of the twin are reached by plain HTTP, as the person of the token', async () => {
  const { token, postTo } = await people.signIn();
  const index = await fetch(new Request(`${endpoint}/index`, { headers: { authorization: `Bearer ${token}` } }));
  const { tools } = await index.json<{ tools: { name: string }[] }>();
  expect(tools.map(({ name }) => name)).toContain('dt_get_goals');
  const answer = await postTo('/mcp/tool/call', { tool: 'dt_get_goals' });
  expect(await answer.json()).toMatchObject({ isError: false, structuredContent: { goals: [], data_quality: {} } });
  const wrong = await postTo('/mcp/tool/call', { tool: 'dt.get_goals', params: { user_id: 'x' } });
  expect(await wrong.json()).toMatchObject({
    isError: true,
    _meta: { 'aisystant/error': { code: 'INVALID_ARGUMENT' } },
  });
  expect((await fetch(new Request(`${endpoint}/index`))).status).toBe(401);
});
