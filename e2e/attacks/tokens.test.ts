import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { subjects } from '../clients/subjects.ts';
import { CHALLENGE, registerAt, works } from './client.ts';

describe.each(subjects)('at $name', (subject) => {
  test('S2 no code is issued without an S256 challenge', async () => {
    const client = await registerAt(subject);
    const weak = [
      { code_challenge: '', code_challenge_method: '' },
      { code_challenge: '' },
      { code_challenge_method: 'plain' },
      { code_challenge_method: '' },
      { code_challenge_method: 'S512' },
    ];
    for (const changed of weak) {
      const response = await fetch(client.authorizeUrl(changed), { redirect: 'manual' });
      const { searchParams } = new URL(response.headers.get('location') ?? 'none:');
      expect(searchParams.get('error'), JSON.stringify(changed)).toBe('invalid_request');
      expect(searchParams.has('code')).toBe(false);
    }
  });

  test.each([
    ['no verifier', undefined],
    ['an empty verifier', ''],
    ['the challenge as its verifier', CHALLENGE],
    ['another verifier', 'another-verifier-that-is-long-enough-for-the-rules-0123456789'],
  ])('S2 a code is refused with %s', async (_, code_verifier) => {
    const client = await registerAt(subject);
    const answer = await client.exchange(await client.code('anna'), { code_verifier });
    expect(answer).toMatchObject({ status: 400, error: expect.stringMatching(/^invalid_(grant|request)$/) });
    expect(answer).not.toHaveProperty('access_token');
  });

  test('S4 a client cannot revoke the tokens of another client', async () => {
    const [victim, attacker] = [await registerAt(subject), await registerAt(subject)];
    const tokens = await victim.signIn('anna');
    for (const token of [tokens.refresh_token, tokens.access_token]) await attacker.revoke(token);
    expect(await works(subject.url, tokens.access_token)).toBe(true);
    expect((await victim.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('S5 a used code is refused without its verifier, and with it returns the tokens of its first use', async () => {
    const client = await registerAt(subject);
    const code = await client.code('anna');
    const tokens = await client.exchange(code);
    expect(tokens.status).toBe(200);
    for (const code_verifier of ['', undefined, 'another-verifier-that-is-long-enough-for-the-rules-0123456789']) {
      expect(await client.exchange(code, { code_verifier })).toMatchObject({ status: 400, error: 'invalid_grant' });
    }
    const again = await Promise.all(Array.from({ length: 8 }, () => client.exchange(code)));
    for (const answer of again) expect(answer).toEqual(tokens);
    expect(await works(subject.url, tokens.access_token)).toBe(true);
    expect((await client.refresh(tokens.refresh_token)).status).toBe(200);
  });

  test('S5 a code of one client is refused for another client', async () => {
    const [victim, attacker] = [await registerAt(subject), await registerAt(subject)];
    const code = await victim.code('anna');
    expect(await attacker.exchange(code)).toMatchObject({ status: 400 });
  });

  test('S8 a token of one server is refused by every other', async () => {
    const { access_token } = await (await registerAt(subject)).signIn('anna');
    const taken = await Promise.all(
      subjects.map(async ({ name, url }) => ((await works(url, access_token)) ? name : '')),
    );
    expect(taken.filter((name) => name !== '')).toEqual([subject.name]);
  });

  test('S8 no token is made for another resource', async () => {
    const client = await registerAt(subject);
    const others = [...subjects.filter(({ url }) => url !== subject.url).map(({ url }) => url), subject.origin];
    for (const resource of [...others, `${subject.url}/more`, `${subject.url}#x`, 'https://evil.example/mcp']) {
      const response = await fetch(client.authorizeUrl({ resource }), { redirect: 'manual' });
      const { searchParams } = new URL(response.headers.get('location') ?? 'none:');
      expect(searchParams.get('error'), resource).toBe('invalid_target');
      expect(await client.exchange(await client.code('anna'), { resource }), resource).toMatchObject({ status: 400 });
    }
  });

  test('S15 a refresh that two processes send at once gives both the same tokens, which keep working', async () => {
    const client = await registerAt(subject);
    const tokens = await client.signIn('anna');
    const crowd = await Promise.all(Array.from({ length: 5 }, () => client.refresh(tokens.refresh_token)));
    const late = await client.refresh(tokens.refresh_token);
    expect(new Set([...crowd, late].map(({ refresh_token }) => refresh_token)).size).toBe(1);
    expect(await works(subject.url, late.access_token)).toBe(true);
    expect((await client.refresh(late.refresh_token)).status).toBe(200);
  });

  test('S16 a second sign-in with the same client does not end the first, nor does its revocation', async () => {
    const client = await registerAt(subject);
    const [first, second] = [await client.signIn('anna'), await client.signIn('anna')];
    const next = await client.refresh(first.refresh_token);
    expect([next.status, (await client.refresh(second.refresh_token)).status]).toEqual([200, 200]);
    expect(await client.revoke(second.refresh_token)).toBe(200);
    expect(await works(subject.url, first.access_token)).toBe(true);
    expect((await client.refresh(next.refresh_token)).status).toBe(200);
  });

  test('S21 a token in an address is ignored, so that no log has it', async () => {
    const { access_token } = await (await registerAt(subject)).signIn('anna');
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: subject.call };
    for (const name of ['access_token', 'token', 'authorization']) {
      const response = await fetch(`${subject.url}?${name}=${access_token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(call),
      });
      expect(subject.open ? [200, 400] : [401], name).toContain(response.status);
      expect(response.headers.get('location')).toBeNull();
    }
  });
});

test('S7 no tool, route or resource reads the token of its caller: only the authentication and the kit read the header', () => {
  const root = new URL('../../', import.meta.url);
  const files = globSync('workers/*/src/**/*.ts', { cwd: root }).filter((file) => !/\.test\.ts$|\/testing/.test(file));
  expect(files.length).toBeGreaterThan(20);
  const reads = /['"`]authorization['"`]|\bauthInfo\b|\.token\b/i;
  // The address of moves takes a key of the operator, and no token of a person.
  const moves = 'workers/dt-mcp/src/move/move-endpoint.ts';
  expect(files.filter((file) => reads.test(readFileSync(new URL(file, root), 'utf8')))).toEqual([moves]);
});
