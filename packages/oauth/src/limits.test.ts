import { describe, expect, test } from 'vitest';
import { bindings, createTestAuth } from './testing/auth.ts';

const PAGES = ['/authorize', '/account/tokens'];
const PROGRAMS = ['/oauth/token', '/oauth/register'];
const { fetch } = createTestAuth();

function post(path: string, body: string, chunked: boolean): Request {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'cf-connecting-ip': crypto.randomUUID() };
  // A stream has no Content-Length.
  const sent = chunked ? new Blob([body]).stream() : body;
  return new Request(`${bindings.BASE_URL}${path}`, { method: 'POST', headers, body: sent });
}

describe('a body over 16 KB', () => {
  const large = `handle=${'x'.repeat(16 * 1024)}`;

  test.each([false, true])('is refused by the pages (announced: %s)', async (chunked) => {
    for (const path of PAGES) {
      const response = await fetch(post(path, large, chunked));
      expect(response.status).toBe(413);
      expect(await response.text()).toContain('Форма слишком большая');
    }
  });

  test.each([false, true])('is refused by the endpoints for programs, in JSON (announced: %s)', async (chunked) => {
    for (const path of PROGRAMS) {
      const response = await fetch(post(path, large, chunked));
      expect(response.status).toBe(413);
      const error_description = expect.stringMatching(/too large.*16384 bytes/);
      expect(await response.json()).toEqual({ error: 'invalid_request', error_description });
    }
  });

  test('of exactly 16 KB is read', async () => {
    const response = await fetch(post('/authorize', `handle=${'x'.repeat(16 * 1024 - 7)}`, true));
    expect(response.status).toBe(400);
  });
});

describe('too many requests from one address', () => {
  const keys: string[] = [];
  const full = (name: string): RateLimit => ({
    limit: async ({ key }) => {
      keys.push(`${name}: ${key}`);
      return { success: false };
    },
  });
  const auth = createTestAuth({}, { SIGN_IN_LIMIT: full('sign-in'), TOKEN_LIMIT: full('token') });

  test('get a page that says to wait', async () => {
    for (const path of ['/authorize?client_id=x', '/account', '/account/sign-in']) {
      const response = await auth.fetch(new Request(`${bindings.BASE_URL}${path}`));
      expect(response.status).toBe(429);
      expect(await response.text()).toContain('Подождите минуту');
    }
  });

  test('get JSON with Retry-After at the endpoints for clients', async () => {
    for (const path of PROGRAMS) {
      const response = await auth.fetch(post(path, 'grant_type=x', false));
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toBe('60');
      const error_description = 'Too many attempts; ask again later.';
      expect(await response.json()).toEqual({ error: 'temporarily_unavailable', error_description });
    }
  });

  test('are logged without the address', async () => {
    const headers = { 'cf-connecting-ip': '192.0.2.1' };
    for (const path of ['/authorize', '/oauth/token']) {
      await auth.fetch(new Request(`${bindings.BASE_URL}${path}`, { headers }));
      const line = { event: 'sign_in', server: 'test-mcp', step: path, code: 'tooMany', detail: 'PageError' };
      expect(auth.lines.at(-1)).toEqual(line);
    }
  });

  test('are counted for each address, token requests separately', async () => {
    keys.length = 0;
    const headers = { 'cf-connecting-ip': '192.0.2.1' };
    for (const path of ['/authorize', '/account', '/account/tokens', ...PROGRAMS])
      await auth.fetch(new Request(`${bindings.BASE_URL}${path}`, { headers }));
    expect(keys).toEqual([
      'sign-in: /authorize 192.0.2.1',
      'sign-in: /account 192.0.2.1',
      'sign-in: /account 192.0.2.1',
      'token: /oauth/token 192.0.2.1',
      'sign-in: /oauth/register 192.0.2.1',
    ]);
  });

  test('are counted together for an IPv6 /64', async () => {
    keys.length = 0;
    for (const address of ['2001:db8::1', '2001:DB8:0:0:1:2:3:4', '2001:db8:0:1::1', '::ffff:192.0.2.1'])
      await auth.fetch(new Request(`${bindings.BASE_URL}/account`, { headers: { 'cf-connecting-ip': address } }));
    expect(keys).toEqual([
      'sign-in: /account 2001:db8:0:0::/64',
      'sign-in: /account 2001:db8:0:0::/64',
      'sign-in: /account 2001:db8:0:1::/64',
      'sign-in: /account 192.0.2.1',
    ]);
  });

  test('are counted once', async () => {
    const counted: string[] = [];
    const open: RateLimit = { limit: async ({ key }) => ({ success: counted.push(key) > 0 }) };
    const { fetch: visit } = createTestAuth({}, { SIGN_IN_LIMIT: open, TOKEN_LIMIT: open });
    for (const path of ['/account', '/account/tokens', '/authorize', ...PROGRAMS])
      await visit(new Request(`${bindings.BASE_URL}${path}`));
    expect(counted).toHaveLength(5);
  });

  test('are not counted for static files, metadata and unknown paths', async () => {
    keys.length = 0;
    for (const path of ['/style.css', '/.well-known/oauth-authorization-server', '/nothing', '/account/nothing']) {
      await auth.fetch(new Request(`${bindings.BASE_URL}${path}`));
    }
    expect(keys).toEqual([]);
  });
});

test('what a path below the account says never reaches the log', async () => {
  const { fetch: visit, lines } = createTestAuth();
  const path = '/account/Anna%20Example';
  for (const method of ['GET', 'POST']) {
    const headers = { 'content-type': 'text/plain; charset=latin1' };
    const response = await visit(
      new Request(`${bindings.BASE_URL}${path}`, { method, headers, ...(method === 'POST' && { body: 'x' }) }),
    );
    expect(response.status).toBe(404);
  }
  expect(lines).toEqual([]);
});

test.each([
  ['', 'expired'],
  ['account.', 'signInExpired'],
])(
  'a flood of answers that nobody asked for is no flood of log lines, whose state begins with "%s"',
  async (prefix, code) => {
    const { fetch: visit, lines } = createTestAuth({ name: 'flooded-mcp' });
    for (let sent = 0; sent < 100; sent += 1) {
      const response = await visit(new Request(`${bindings.BASE_URL}/callback?code=x&state=${prefix}${sent}`));
      expect(response.status).toBe(400);
    }
    expect(lines.length).toBeLessThan(20);
    expect(lines.at(-1)).toMatchObject({ step: '/callback', code, repeats: 64 });
  },
);

describe('a body that cannot be read', () => {
  const silent = () => new ReadableStream({ pull: (controller) => controller.error(new Error('lost')) });
  const forms = [
    ['cut off', silent, 'application/x-www-form-urlencoded', 400, 'не целиком'],
    ['of another charset', () => 'name=x', 'application/x-www-form-urlencoded; charset=windows-1251', 415, 'UTF-8'],
    ['not in UTF-8', () => Uint8Array.of(0x61, 0x3d, 0xd5), 'application/x-www-form-urlencoded', 415, 'UTF-8'],
    ['percent-encoded from CP1251', () => 'name=%D5%EB%E5%E1', 'application/x-www-form-urlencoded', 415, 'UTF-8'],
  ] as const;

  test.each(forms)('is refused, and no fault of the server: %s', async (_, body, type, status, words) => {
    const auth = createTestAuth();
    for (const path of [...PAGES, ...PROGRAMS]) {
      const headers = { 'content-type': type, 'cf-connecting-ip': crypto.randomUUID() };
      const response = await auth.fetch(
        new Request(`${bindings.BASE_URL}${path}`, { method: 'POST', headers, body: body() }),
      );
      expect(response.status, path).toBe(status);
      expect(await response.text(), path).toContain(PROGRAMS.includes(path) ? 'invalid_request' : words);
    }
    expect(auth.lines.map(({ code }) => code)).not.toContain('unexpected');
  });

  test('a form in UTF-8 is read, percent signs too', async () => {
    const response = await fetch(post('/authorize', 'handle=%D1%85%D0%BB%D0%B5%D0%B1+100%25', false));
    expect(response.status).toBe(400);
  });
});
