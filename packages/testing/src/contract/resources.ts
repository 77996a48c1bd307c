import { addressesOf } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { listOf } from './rpc.ts';
import type { Subject } from './subject.ts';

/** Most characters of one resource: it goes into a model's context whole. */
const LONGEST = 50_000;

/** Every resource is read with its scope only, and has the declared type. */
export function resourcesContract({ server, scopes, signIn, send }: Subject): void {
  const read = (uri: string, token?: string) =>
    send({ method: 'resources/read', params: { uri }, ...(token !== undefined && { token }) });

  for (const resource of server.resources) {
    const [uri = ''] = addressesOf(resource);

    test(`${uri} is whole, and of the type that is promised`, async () => {
      const reply = await read(uri, await signIn());
      expect(reply.result).toMatchObject({ contents: [{ uri, mimeType: resource.mime }] });
      const text = listOf(reply, 'contents')
        .map((content) => content['text'])
        .join('');
      expect(text).toMatch(/\S/);
      expect(text.length).toBeLessThanOrEqual(LONGEST);
      if (resource.mime === 'application/json') expect(() => JSON.parse(text)).not.toThrow();
    });

    if (resource.scope === null) continue;

    test(`${uri} starts sign-in without a token, and needs ${resource.scope}`, async () => {
      expect((await read(uri)).status).toBe(401);
      const refused = await read(uri, await signIn(scopes.filter((scope) => scope !== resource.scope)));
      expect(refused.status).toBe(403);
      expect(refused.headers.get('www-authenticate')).toContain(resource.scope ?? '');
    });
  }

  test('resources/list and resources/templates/list show all of them', async () => {
    const token = await signIn();
    const fixed = await send({ method: 'resources/list', token });
    const families = await send({ method: 'resources/templates/list', token });
    const listed = [...listOf(fixed, 'resources'), ...listOf(families, 'resourceTemplates')];
    expect(listed).toHaveLength(server.resources.length);
    for (const { name, title, mime } of server.resources) {
      expect(listed).toContainEqual(expect.objectContaining({ name, title, mimeType: mime }));
    }
  });
}
