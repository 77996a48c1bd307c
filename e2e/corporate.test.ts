import { companyToken, Learner } from '@aisystant/fleet';
import { expect, test } from 'vitest';
import { callTool, mcpUrl, PORT_OFFSET } from './fleet.ts';

const ktalk = mcpUrl('ktalk-mcp');
const whoami = { name: 'ktalk_whoami', args: {}, id: 1 };
const tokenOf = (login: string, change = {}) => companyToken(login, change, PORT_OFFSET);

async function personOf(token: string): Promise<unknown> {
  const { status, text } = await callTool(ktalk, token, whoami);
  expect(status).toBe(200);
  return JSON.parse(text.slice(text.indexOf('{'))).result.structuredContent?.ktalk_user_key;
}

test('a token of the company is the same person of KTalk as a sign-in', async () => {
  const signedIn = await new Learner('demo_good').signIn(ktalk);
  expect(await personOf(await tokenOf('demo_good'))).toBe('u-demo_good');
  expect(await personOf(signedIn)).toBe('u-demo_good');
  expect(await personOf(await tokenOf('demo_weak'))).toBe('u-demo_weak');
});

test.each([
  ['for another audience', { audience: 'other-api' }],
  ['of another client', { client: 'other-app' }],
  ['that has expired', { seconds: '-120' }],
])('S31 a token %s is refused with the challenge', async (_, change) => {
  const authorization = `Bearer ${await tokenOf('demo_good', change)}`;
  const response = await fetch(ktalk, { method: 'POST', headers: { authorization }, body: '{}' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
});

test.each(['fsm-mcp', 'dt-mcp'])('S31 %s, which declares none, does not know such tokens', async (name) => {
  const headers = { authorization: `Bearer ${await tokenOf('demo_good', { audience: mcpUrl(name) })}` };
  const response = await fetch(mcpUrl(name), { method: 'POST', headers, body: '{}' });
  expect(response.status).toBe(401);
});
