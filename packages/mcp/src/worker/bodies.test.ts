import { describe, expect, test } from 'vitest';
import { endpoint, fetch, inEnvironment, keepLog, signIn } from '../../fixture/client.ts';
import { parseJson, readCalls } from './json-rpc.ts';

const LIMIT = 256 * 1024;
const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  host: new URL(endpoint).host,
};

/** A ping of exactly this many bytes. */
function ping(bytes: number): string {
  const message = { jsonrpc: '2.0', id: 1, method: 'ping', params: { _meta: { filler: '' } } };
  const frame = JSON.stringify(message).length;
  return JSON.stringify({ ...message, params: { _meta: { filler: 'x'.repeat(bytes - frame) } } });
}

/** A text as a stream of chunks, so that the request has no Content-Length. */
function asStream(text: string): ReadableStream {
  const bytes = new TextEncoder().encode(text);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(sent, sent + 7001));
      sent += 7001;
    },
  });
}

describe('a message to /mcp', () => {
  const post = async (body: BodyInit) => (await fetch(new Request(endpoint, { method: 'POST', headers, body }))).status;

  test('of 256 KB is accepted, of one byte more refused', async () => {
    expect(await post(ping(LIMIT))).toBe(200);
    expect(await post(ping(LIMIT + 1))).toBe(413);
  });

  test('without Content-Length is measured while it is read', async () => {
    expect(await post(asStream(ping(LIMIT)))).toBe(200);
    expect(await post(asStream(ping(LIMIT + 1)))).toBe(413);
  });

  test('is measured in bytes, not in characters', async () => {
    const letters = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'ping',
      params: { _meta: { filler: 'я'.repeat(LIMIT / 2) } },
    });
    expect(letters.length).toBeLessThan(LIMIT);
    expect(await post(asStream(letters))).toBe(413);
  });
});

describe('the calls in a body', () => {
  test('are the method with the tool name or resource URI of each message', () => {
    const call = { method: 'tools/call', params: { name: 'a' } };
    const read = { method: 'resources/read', params: { uri: 'b://c' } };
    expect(readCalls([call, read])).toMatchObject([
      { input: call, method: 'tools/call', name: 'a' },
      { input: read, method: 'resources/read', name: 'b://c' },
    ]);
    expect(readCalls({ method: 'ping' })).toMatchObject([{ method: 'ping', name: undefined }]);
    expect(readCalls({ method: 'tools/call', params: { name: 17 } })).toMatchObject([
      { method: 'tools/call', name: undefined },
    ]);
  });

  test('have the pseudonym of the person, if the chat sends one', () => {
    const subjects = [{ 'openai/subject': 'p' }, { 'openai/subject': 7 }, 'p', null, {}].map((_meta) => {
      return readCalls({ method: 'tools/list', params: { _meta } })[0]?.subject;
    });
    expect(subjects).toEqual(['p', undefined, undefined, undefined, undefined]);
  });

  test.each([null, 17, 'text', [], [null, [17]], {}, { method: 17 }])('are none in %j', (body) => {
    expect(readCalls(body)).toEqual([]);
  });
});

describe('text in another encoding than UTF-8', () => {
  /** CP1251 has the letters А to я in their order, at the bytes C0 to FF. */
  const cp1251 = (text: string) =>
    Uint8Array.from(text, (letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    });
  const save = (text: string) =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'fixture_save_note', arguments: { text } },
    });
  const post = async (url: string, body: BodyInit, type: string) => {
    const authorization = `Bearer ${await signIn('fixture:write', 'fixture:read')}`;
    return fetch(
      new Request(url, { method: 'POST', headers: { ...headers, 'content-type': type, authorization }, body }),
    );
  };

  test.each(['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'])(
    'is refused with its field and saves nothing: %s',
    async (type) => {
      const refused = await post(endpoint, cp1251(save('купить хлеб')), type);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toMatch(/INVALID_ARGUMENT \(params\.arguments\.text\)/);
      expect((await post(endpoint, save('купить хлеб'), type)).status).toBe(200);
    },
  );

  test.each(['windows-1251', 'utf-16', '"koi8-r"', 'iso-8859-5', ''])(
    'is refused with 415 if it says so: %s',
    async (charset) => {
      const type = `application/json; charset=${charset}`;
      for (const url of [endpoint, `${endpoint}/notes`]) {
        const refused = await post(url, cp1251('["хлеб"]'), type);
        expect(refused.status).toBe(415);
        expect(await refused.text()).toContain('UTF-8');
      }
    },
  );

  test.each(['', '/notes'])('is refused with 415 if it is compressed, which the answer says: /mcp%s', async (path) => {
    const authorization = `Bearer ${await signIn('fixture:write')}`;
    const body = new Response(save('купить хлеб')).body?.pipeThrough(new CompressionStream('gzip')) ?? null;
    const sent = { ...headers, authorization, 'content-encoding': 'gzip' };
    const refused = await fetch(new Request(endpoint + path, { method: 'POST', headers: sent, body }));
    expect(refused.status).toBe(415);
    expect(await refused.text()).toContain('uncompressed');
  });

  test.each(['', '/notes'])('is refused in few words, however long the name of its field is: /mcp%s', async (path) => {
    const refused = await post(`${endpoint}${path}`, cp1251(`{"${'k'.repeat(900)}":"хлеб"}`), 'application/json');
    expect(refused.status).toBe(400);
    const text = await refused.text();
    expect(text).toContain('kkk');
    expect(text.length).toBeLessThan(500);
  });

  test('is refused by a route with its field', async () => {
    const refused = await post(`${endpoint}/notes`, cp1251('["молоко","хлеб"]'), 'application/json');
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { code: 'INVALID_ARGUMENT', field: '0', retryable: false } });
  });
});

describe('a body whose client goes away or does not go on', () => {
  const lines = keepLog();
  /** A body that says half of a message, and then fails. */
  const half = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"jsonrpc":"2.0",')),
      pull: (controller) => controller.error(new Error('Network connection lost.')),
    });

  test.each(['', '/notes'])('is a client abort in the log and no fault of the server: /mcp%s', async (path) => {
    const authorization = `Bearer ${await signIn('fixture:write')}`;
    const request = new Request(`${endpoint}${path}`, {
      method: 'POST',
      headers: { ...headers, authorization },
      body: half(),
    });
    const response = await inEnvironment({})(request);
    expect(response.status).toBe(400);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        event: 'client_abort',
        server: 'fixture-mcp',
        detail: 'cut_off',
        requestId: response.headers.get('x-request-id'),
      },
    ]);
  });
});

test('invalid JSON parses to undefined, and the JSON null to null', () => {
  expect(parseJson('{')).toBeUndefined();
  expect(parseJson('')).toBeUndefined();
  expect(parseJson('null')).toBeNull();
});
