import { describe, expect, test } from 'vitest';
import { endpoint, fetch } from '../../fixture/client.ts';
import { parseJson, readBody, readCalls } from './json-rpc.ts';

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

describe('reading a body', () => {
  const request = (body: BodyInit | null) => new Request(endpoint, { method: 'POST', body });

  test('decodes characters that are split between two chunks', async () => {
    const text = 'я'.repeat(20_000);
    expect(await readBody(request(asStream(text)), LIMIT)).toBe(text);
  });

  test('stops reading the stream at the limit', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    expect(await readBody(request(endless), 5000)).toBeNull();
    expect(pulled).toBeLessThan(20);
  });

  test('returns an empty string if there is no body', async () => {
    expect(await readBody(request(null), LIMIT)).toBe('');
  });
});

describe('the calls in a body', () => {
  test('are the method with the tool name or resource URI of each message', () => {
    const call = { method: 'tools/call', params: { name: 'a' } };
    const read = { method: 'resources/read', params: { uri: 'b://c' } };
    expect(readCalls([call, read])).toEqual([
      { method: 'tools/call', name: 'a' },
      { method: 'resources/read', name: 'b://c' },
    ]);
    expect(readCalls({ method: 'ping' })).toEqual([{ method: 'ping', name: undefined }]);
    expect(readCalls({ method: 'tools/call', params: { name: 17 } })).toEqual([
      { method: 'tools/call', name: undefined },
    ]);
  });

  test.each([null, 17, 'text', [], [null, [17]], {}, { method: 17 }])('are none in %j', (body) => {
    expect(readCalls(body)).toEqual([]);
  });
});

test('invalid JSON parses to undefined, and the JSON null to null', () => {
  expect(parseJson('{')).toBeUndefined();
  expect(parseJson('')).toBeUndefined();
  expect(parseJson('null')).toBeNull();
});
