import { sha256Hex } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import { BOTH_ERAS, type Exchange, listOf } from './rpc.ts';
import type { Subject } from './subject.ts';

interface Entry {
  readonly uri: string;
  readonly frontmatter: { readonly name: string; readonly description: string };
  readonly resources: readonly { readonly uri: string; readonly digest: string; readonly size: number }[];
}

/** Every skill is found and read by who is signed in, whatever they allowed, and its files are those that its entry describes. */
export function skillsContract({ server, send: sendTo, signIn }: Subject): void {
  const send = async (exchange: Exchange) => sendTo({ ...exchange, token: await signIn([]) });
  const names = (server.skills ?? []).map(({ entry }) => entry.frontmatter.name);
  const entries = async () => listOf(await send({ method: 'skills/list' }), 'skills') as unknown as readonly Entry[];

  test.each(BOTH_ERAS)('skills are listed, and each is there by its address, in %s', async (era) => {
    const listed = listOf(await send({ method: 'skills/list', era }), 'skills') as unknown as readonly Entry[];
    expect(listed.map(({ frontmatter }) => frontmatter.name)).toEqual(names);
    for (const entry of listed) {
      expect((await send({ method: 'skills/get', params: { uri: entry.uri }, era })).result).toMatchObject({
        skill: entry,
      });
    }
  });

  test.each(BOTH_ERAS)('an address of no skill is a wrong parameter, in %s', async (era) => {
    const reply = await send({ method: 'skills/get', params: { uri: 'skill://none/SKILL.md' }, era });
    expect(reply.error).toMatchObject({ code: -32602 });
    expect((await send({ method: 'skills/get', params: {}, era })).error).toMatchObject({ code: -32602 });
  });

  test('clients of the newer era learn how long they may keep the list', async () => {
    expect((await send({ method: 'skills/list' })).result).toMatchObject({ ttlMs: 300_000, cacheScope: 'private' });
  });

  test('every file has the length and the hash that the entry gives', async () => {
    for (const { resources } of await entries()) {
      for (const { uri, digest, size } of resources) {
        const [file] = listOf(await send({ method: 'resources/read', params: { uri } }), 'contents');
        const text = String(file?.['text']);
        const found = { size: new TextEncoder().encode(text).byteLength, digest: `sha256:${await sha256Hex(text)}` };
        expect({ uri, ...found }).toEqual({ uri, size, digest });
      }
    }
  });

  test('the list of resources shows the SKILL.md of each, under its name', async () => {
    const listed = listOf(await send({ method: 'resources/list' }), 'resources');
    for (const { uri, frontmatter } of await entries()) {
      expect(listed).toContainEqual(expect.objectContaining({ uri, ...pick(frontmatter), mimeType: 'text/markdown' }));
    }
  });

  test('the skills are announced', async () => {
    const { result } = await send({ method: 'server/discover' });
    expect(result).toMatchObject({ capabilities: { extensions: { 'io.modelcontextprotocol/skills': {} } } });
  });
}

const pick = ({ name, description }: Entry['frontmatter']) => ({ name, description });
