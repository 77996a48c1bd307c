import { describe, expect, test } from 'vitest';
import { earlyInAMinute, keepLog, signIn } from '../../fixture/client.ts';
import { ask, both } from '../../fixture/rest-client.ts';

keepLog();

describe('personal tokens of the person who signed in', () => {
  test('are made, shown once, listed, accepted and revoked', async () => {
    const token = await both();
    const expires_at = new Date(Date.now() + 90 * 86_400_000).toISOString();
    const body = { name: 'Скрипт', scopes: ['fixture:read'], expires_at };
    const made = await ask('/pats', { method: 'POST', token, body });
    expect(made).toMatchObject({
      status: 201,
      json: {
        token: expect.stringMatching(/^aisy_fixture_/),
        pat: { name: 'Скрипт', scopes: ['fixture:read'], last_used_at: null },
      },
    });
    expect(Math.abs(Date.parse(made.json.pat.expires_at) - Date.parse(expires_at))).toBeLessThan(2_000);
    const own = made.json.token;
    expect((await ask('/notes', { token: own })).status).toBe(200);
    expect((await ask('/notes', { method: 'POST', token: own, body: { text: 'a' } })).status).toBe(403);
    const listed = await ask('/pats', { token });
    expect(listed.json).toMatchObject({ total_count: 1, limit: 50, offset: 0, data: [{ id: made.json.pat.id }] });
    expect(JSON.stringify(listed.json)).not.toContain(own);
    expect((await ask(`/pats/${made.json.pat.id}`, { method: 'DELETE', token })).status).toBe(204);
    expect((await ask('/pats', { token })).json.total_count).toBe(0);
    expect((await ask(`/pats/${made.json.pat.id}`, { method: 'DELETE', token })).status).toBe(404);
  });

  test('cannot make, list or revoke tokens themselves', async () => {
    const token = await both();
    const { json } = await ask('/pats', { method: 'POST', token, body: { name: 'один' } });
    expect(json.pat.scopes).toEqual(['fixture:read', 'fixture:write']);
    for (const [method, path, body] of [
      ['POST', '/pats', { name: 'ещё' }],
      ['GET', '/pats', undefined],
      ['DELETE', `/pats/${json.pat.id}`, undefined],
    ] as const) {
      const refused = await ask(path, { method, token: json.token, body });
      expect(refused).toMatchObject({ status: 403, json: { error: { code: 'FORBIDDEN' } } });
      // Signing in again would not change it.
      expect(refused.headers.has('www-authenticate')).toBe(false);
    }
  });

  test('never open more than the app that makes them, nor longer than a year, and a key makes one', async () => {
    const year = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    for (const [field, body] of [
      ['scopes', { name: 'а', scopes: ['fixture:write'] }],
      ['scopes', { name: 'а', scopes: [] }],
      ['expires_at', { name: 'а', expires_at: year(400) }],
      ['expires_at', { name: 'а', expires_at: year(0) }],
      ['expires_at', { name: 'а', expires_at: 'завтра' }],
      ['name', { name: ' ' }],
    ] as const) {
      // A token each: the limit of writes counts refused ones too.
      const refused = await ask('/pats', { method: 'POST', token: await signIn('fixture:read'), body });
      expect(refused).toMatchObject({ status: 400, json: { error: { code: 'INVALID_ARGUMENT', field } } });
    }
    await earlyInAMinute();
    const other = await both();
    const body = { name: 'а', idempotency_key: 'key' };
    expect((await ask('/pats', { method: 'POST', token: other, body })).status).toBe(201);
    const again = await ask('/pats', { method: 'POST', token: other, body });
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT', field: 'idempotency_key' } } });
  });

  test('of another person are not there', async () => {
    const made = await ask('/pats', { method: 'POST', token: await both(), body: { name: 'чужой' } });
    const stranger = await both();
    expect((await ask('/pats', { token: stranger })).json.data).toEqual([]);
    const missing = await ask('/pats/nobodyhasthisone', { method: 'DELETE', token: stranger });
    expect(await ask(`/pats/${made.json.pat.id}`, { method: 'DELETE', token: stranger })).toMatchObject({
      status: 404,
      json: missing.json,
    });
  });
});
