import { callTool, type Exchange, type Fetch } from '@aisystant/testing';
import { describe, expect, test } from 'vitest';
import { bindings, endpoint, inEnvironment, keepLog, signIn } from '../../fixture/client.ts';

const lines = keepLog();

const lastLine = () => JSON.parse(lines.at(-1) ?? '{}');
const listNotes = (fetch: Fetch, rest: Partial<Exchange>) => callTool(fetch, endpoint, 'fixture_list_notes', {}, rest);
const down = () => {
  throw new Error('KV GET failed: 500 Internal Server Error');
};
const brokenKv = { get: down, put: down, delete: down, list: down, getWithMetadata: down };

describe('when the token storage is unavailable', () => {
  const fetch = inEnvironment({ OAUTH_KV: brokenKv });

  test('a call with a token gets 503, not 401', async () => {
    const token = await signIn('fixture:read');
    const reply = await listNotes(fetch, { token });
    expect(reply.status).toBe(503);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(reply.headers.get('www-authenticate')).toBeNull();
    expect(lastLine()).toMatchObject({ event: 'unexpected', server: 'fixture-mcp', step: 'token check' });
    expect(lines.join()).not.toContain(token);
  });

  test('what needs no token still works', async () => {
    const open = await callTool(fetch, endpoint, 'fixture_say_hello', {});
    expect(open.result).toMatchObject({ isError: false });
    expect((await listNotes(fetch, {})).status).toBe(401);
    expect((await fetch(new Request(`${bindings.BASE_URL}/healthz`))).status).toBe(200);
  });
});

describe('when the rate limiter fails', () => {
  test('a call gets INTERNAL with the request id of its log line', async () => {
    const fetch = inEnvironment({ READ_LIMIT: { limit: () => Promise.reject(new Error('limits are down')) } });
    const reply = await listNotes(fetch, { token: await signIn('fixture:read') });
    expect(reply.result).toMatchObject({ isError: true, _meta: { 'aisystant/error': { code: 'INTERNAL' } } });
    expect(lastLine()).toMatchObject({ code: 'INTERNAL', requestId: reply.headers.get('x-request-id') });
  });
});

describe('a wrong configuration', () => {
  test.each([
    ['BASE_URL', 'nonsense-value'],
    ['BASE_URL', undefined],
    ['PORTAL_URL', 'nonsense-value'],
    ['SUBJECT_KEY', 'short-secret-value'],
    ['SUBJECT_KEY', undefined],
    ['IDENTITY_ISSUER', 'nonsense-value'],
    ['IDENTITY_CLIENT_SECRET', undefined],
    ['CIMD', 'perhaps-value'],
    ['OAUTH_KV', undefined],
    ['SIGN_IN_LIMIT', undefined],
  ])('%s=%s stops every request with 500; the log names the variable and not its value', async (name, value) => {
    const fetch = inEnvironment({ [name]: value });
    for (const path of ['/healthz', '/', '/mcp', '/authorize']) {
      const response = await fetch(new Request(`${bindings.BASE_URL}${path}`));
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ error: 'This server is not configured correctly.' });
      expect(lastLine()).toMatchObject({
        event: 'configuration',
        server: 'fixture-mcp',
        detail: expect.stringContaining(name),
      });
      expect(lastLine().requestId).toBe(response.headers.get('x-request-id'));
      // A program on a web page must be able to read why it was refused.
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      if (value !== undefined) expect(lines.join()).not.toContain(value);
    }
  });
});
