import { addressesOf, WIDGET_BYTES, WIDGET_MIME } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import type { SignedInPerson } from './person.ts';
import { listOf } from './rpc.ts';
import type { Subject } from './subject.ts';

/** Most characters of one resource: it goes into a model's context whole, but for a widget, which only a host reads. */
const LONGEST = 50_000;

/** Every resource is read with its scope only, and has the declared type. `makeSamples` makes what the samples name. */
export function resourcesContract(
  { server, scopes, people, signIn, send }: Subject,
  makeSamples: (person: SignedInPerson) => Promise<void> = async () => {},
): void {
  const read = (uri: string, token?: string) =>
    send({ method: 'resources/read', params: { uri }, ...(token !== undefined && { token }) });

  for (const resource of server.resources) {
    const [uri = ''] = addressesOf(resource);

    test(`${uri} is whole, and of the type that is promised`, async () => {
      const person = await people.signIn();
      await makeSamples(person);
      const reply = await read(uri, person.token);
      expect(reply.result).toMatchObject({ contents: [{ uri, mimeType: resource.mime }] });
      const text = listOf(reply, 'contents')
        .map((content) => content['text'])
        .join('');
      expect(text).toMatch(/\S/);
      expect(text.length).toBeLessThanOrEqual(resource.mime === WIDGET_MIME ? WIDGET_BYTES : LONGEST);
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
    expect(listed).toHaveLength(server.resources.length + (server.skills?.length ?? 0));
    for (const { name, title, mime } of server.resources) {
      expect(listed).toContainEqual(expect.objectContaining({ name, title, mimeType: mime }));
    }
  });
}
