import { expect, test } from 'vitest';
import type { Subject } from './subject.ts';

/** The card says before a connection what the server says in it (SEP-2127). */
export function cardContract({ server, endpoint, fetch, send, signIn }: Subject): void {
  const ask = (headers: { readonly [name: string]: string } = {}, method = 'GET') =>
    fetch(new Request(`${endpoint}/server-card`, { method, headers: { host: new URL(endpoint).host, ...headers } }));

  test('is read by everyone, and agrees with server/discover', async () => {
    const response = await ask({ accept: 'application/mcp-server-card+json' });
    expect(response.headers.get('content-type')).toBe('application/mcp-server-card+json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const card = (await response.json()) as { [field: string]: unknown };
    expect(card).toMatchObject({
      $schema: 'https://static.modelcontextprotocol.io/schemas/v1/server-card.schema.json',
      version: server.version,
      title: server.title.ru,
    });
    expect(card['name']).toMatch(new RegExp(`^[a-z0-9.-]+/${server.name}$`));
    expect(String(card['description']).length).toBeGreaterThan(10);
    expect(String(card['description']).length).toBeLessThanOrEqual(100);
    const discovered = await send({ method: 'server/discover', token: await signIn([]) });
    const [remote] = card['remotes'] as [{ readonly [field: string]: unknown }];
    expect(remote).toMatchObject({ type: 'streamable-http', url: endpoint });
    expect(remote['supportedProtocolVersions']).toEqual(
      expect.arrayContaining(discovered.result?.['supportedVersions'] as string[]),
    );
  });

  test('is not sent again to who has it, and takes no other method', async () => {
    const etag = (await ask()).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    // A proxy that compresses marks the tag as weak.
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect((await ask({ 'if-none-match': known })).status).toBe(304);
    }
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200);
    expect((await ask({}, 'POST')).status).toBe(405);
  });
}
