import { expect, test } from 'vitest';
import { BOTH_ERAS } from './rpc.ts';
import type { Subject } from './subject.ts';

interface Listed {
  readonly name: string;
  readonly icons: readonly { readonly src: string; readonly mimeType: string; readonly sizes: readonly string[] }[];
  readonly annotations?: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
}

/** Most bytes of a list that the icon of a tool takes. */
const ICON_BYTES = 130;

/** Every icon that a client is told of is there, is what it is said to be, and comes from the server's own origin. */
export function iconsContract({ server, baseUrl, endpoint, fetch, send, signIn }: Subject): void {
  const list = async (method: 'tools/list' | 'prompts/list', token: string) => {
    const { result } = await send({ method, token });
    return (result?.[method === 'tools/list' ? 'tools' : 'prompts'] ?? []) as readonly Listed[];
  };

  test('every icon of the server, its tools and its prompts answers with a picture of the stated type and size', async () => {
    const token = await signIn();
    const { result } = await send({ method: 'initialize', era: '2025-11-25', params: INITIALIZE, token });
    const info = result?.['serverInfo'] as Listed;
    const card = await (await fetch(new Request(`${endpoint}/server-card`))).json<Listed>();
    expect(card.icons).toEqual(info.icons);
    const prompts = server.prompts.length > 0 ? await list('prompts/list', token) : [];
    const all = [info, ...(await list('tools/list', token)), ...prompts].flatMap(({ icons }) => icons);
    expect(all.length).toBeGreaterThan(server.prompts.length + 2);
    const pictures = new Map(all.map((icon) => [icon.src, icon]));
    for (const { src, mimeType, sizes } of pictures.values()) {
      expect(new URL(src).origin).toBe(baseUrl);
      const response = await fetch(new Request(src));
      expect(response.status, src).toBe(200);
      expect(response.headers.get('content-type')).toBe(mimeType);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
      expect(sizes).toEqual([sizeOf(mimeType, await response.arrayBuffer())]);
    }
  });

  test.each(BOTH_ERAS)(
    'the server says who it is with its icons when it is connected (%s), and only then',
    async (era) => {
      const modern = era === '2026-07-28';
      const token = await signIn();
      const opened = await send({
        ...(modern ? { method: 'server/discover' } : { method: 'initialize', params: INITIALIZE }),
        era,
        token,
      });
      const found = modern ? infoIn(opened.result) : opened.result?.['serverInfo'];
      expect(found).toMatchObject({
        name: server.name,
        websiteUrl: baseUrl,
        icons: [{ mimeType: 'image/svg+xml' }, {}],
      });
      const { text } = await send({ method: 'ping', era: '2025-11-25', token });
      expect(text).not.toContain('/icons/');
      if (modern) expect(infoIn((await send({ method: 'tools/list', token })).result)).not.toHaveProperty('icons');
    },
  );

  test('a tool that deletes looks like one, and one that only reads never does', async () => {
    for (const { name, icons, annotations } of await list('tools/list', await signIn())) {
      const kinds = annotations?.readOnlyHint
        ? ['read', 'search']
        : [annotations?.destructiveHint ? 'delete' : 'write'];
      expect(kinds, name).toContain(/\/icons\/(\w+)\.png$/.exec(icons[0]?.src ?? '')?.[1]);
    }
  });

  test(`an icon takes at most ${ICON_BYTES} bytes of the entry of a tool`, async () => {
    const tools = await list('tools/list', await signIn());
    for (const { name, icons } of tools) {
      expect(`"icons":${JSON.stringify(icons)},`.length, name).toBeLessThanOrEqual(ICON_BYTES);
    }
  });
}

const INITIALIZE = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };

function infoIn(result: { readonly [field: string]: unknown } | undefined): unknown {
  return (result?.['_meta'] as { readonly [key: string]: unknown } | undefined)?.['io.modelcontextprotocol/serverInfo'];
}

/** The size of a picture by its own bytes; an SVG has any. Throws for what is no picture of that type. */
function sizeOf(mimeType: string, bytes: ArrayBuffer): string {
  if (mimeType === 'image/svg+xml') {
    const text = new TextDecoder().decode(bytes);
    if (!/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1">/.test(text)) throw new Error(text);
    return 'any';
  }
  const view = new DataView(bytes);
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) throw new Error('no PNG');
  return `${view.getUint32(16)}x${view.getUint32(20)}`;
}
