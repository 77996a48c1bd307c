import { expect, test } from 'vitest';
import { post } from './rpc.ts';
import type { Subject } from './subject.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the server does as an HTTP server, whatever the protocol above. */
export function httpContract(subject: Subject): void {
  itCanBeWatched(subject);
  strangersAreKeptOut(subject);
  browsersAreServed(subject);
}

/** Who runs it sees that it lives, and finds one request in the log. */
function itCanBeWatched({ server, baseUrl, fetch }: Subject): void {
  test('/healthz says what runs, and asks nobody who they are', async () => {
    const health = await fetch(new Request(`${baseUrl}/healthz`));
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({
      status: 'ok',
      server: server.name,
      version: server.version,
      configuration: expect.stringMatching(/\S/),
    });
  });

  test('every answer carries an id of its own, which the log has too', async () => {
    const paths = ['/healthz', '/', '/mcp', '/nothing', '/oauth/token', '/.well-known/oauth-authorization-server'];
    const answers = await Promise.all(paths.map((path) => fetch(new Request(`${baseUrl}${path}`))));
    const ids = answers.map((answer) => answer.headers.get('x-request-id'));
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(paths.length);
  });
}

/** Neither another name of the host nor a page of another site reaches it. */
function strangersAreKeptOut({ endpoint, fetch, send, signIn }: Subject): void {
  test.each(['http://127.0.0.1:1', 'https://evil.example', 'http://localhost.evil.example'])(
    'a request to another host is misdirected: %s',
    async (origin) => {
      const reply = await post(fetch, `${origin}/mcp`, '{"jsonrpc":"2.0","id":1,"method":"ping"}');
      expect(reply.status).toBe(421);
      expect(reply.text).toContain(endpoint);
    },
  );

  test.each(['https://evil.example', 'null', 'https://claude.ai.evil.example', 'http://localhost.evil.example'])(
    'a page of another site may not call: Origin %s',
    async (origin) => {
      const reply = await send({ method: 'tools/list', token: await signIn(), headers: { origin } });
      expect(reply.status).toBe(403);
      expect(reply.result).toBeUndefined();
    },
  );
}

/** A person who lost the way gets a page. */
function browsersAreServed({ baseUrl, fetch }: Subject): void {
  test('an unknown page answers 404 as a page, an unknown well-known document as nothing', async () => {
    const page = await fetch(new Request(`${baseUrl}/nothing-here`));
    expect(page.status).toBe(404);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(new Request(`${baseUrl}/.well-known/openid-configuration`))).status).toBe(404);
  });
}
