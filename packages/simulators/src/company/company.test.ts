import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createCompany } from './index.ts';

const issuer = 'http://localhost:8783';
const introspection = { clientId: 'meetings', clientSecret: 'a secret: 1+1' };
const start = () => createCompany({ issuer, audience: 'ktalk-mcp', client: 'company-desktop', introspection });
type Started = Awaited<ReturnType<typeof start>>;

const introspect = async (company: Started, token: string, credentials = btoa('meetings:a%20secret%3A%201%2B1')) => {
  const headers = { authorization: `Basic ${credentials}` };
  const request = new Request(`${issuer}/introspect`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ token }),
  });
  return company.fetch(request);
};

test('a token is verified by the published keys, before a rotation and after', async () => {
  const company = await start();
  const send = (url: string) => company.fetch(new Request(url));
  const verify = (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${issuer}/jwks`), { [customFetch]: send }), {
      issuer,
      audience: 'ktalk-mcp',
    });
  const token = await company.token('demo_good');
  expect((await verify(token)).payload).toMatchObject({ azp: 'company-desktop', email: 'demo_good@example.test' });
  await company.rotateKeys();
  await expect(verify(token)).rejects.toThrow('no applicable key');
  await verify(await company.token('demo_good'));
  const discovery = await (await send(`${issuer}/.well-known/openid-configuration`)).json();
  expect(discovery).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks` });
});

test('user-info and introspection know a token until it is revoked or expires', async () => {
  const company = await start();
  const token = await company.token('demo_good');
  const info = (bearer: string) =>
    company.fetch(new Request(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${bearer}` } }));
  expect(await (await info(token)).json()).toEqual({
    sub: 'employee-demo_good',
    preferred_username: 'demo_good',
    email: 'demo_good@example.test',
    email_verified: true,
  });
  expect(await (await introspect(company, token)).json()).toMatchObject({ active: true, aud: 'ktalk-mcp' });
  company.revoke(token);
  for (const dead of [token, await company.token('demo_good', { seconds: -1 }), 'garbage']) {
    expect((await info(dead)).status).toBe(401);
    expect(await (await introspect(company, dead)).json()).toEqual({ active: false });
  }
  expect((await introspect(company, token, btoa('meetings:wrong'))).status).toBe(401);
});

test('a token is given without a password, with the audience and client that are asked for', async () => {
  const company = await start();
  const ask = (query: string) => company.fetch(new Request(`${issuer}/token?${query}`));
  const claims = decodeJwt(await (await ask('login=demo_weak&audience=other&client=app&seconds=60')).text());
  expect(claims).toMatchObject({ sub: 'employee-demo_weak', aud: 'other', azp: 'app' });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  expect((await ask('login=Анна')).status).toBe(400);
});
