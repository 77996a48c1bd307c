import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody } from './body.ts';

const LIMIT = 64 * 1024;
const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('https://server.example/mcp', { method: 'POST', headers, body });

/** A text as a stream of chunks, so that the request has no Content-Length. */
function asStream(bytes: Uint8Array): ReadableStream {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(sent, sent + 7001));
      sent += 7001;
    },
  });
}

const encode = (text: string) => new TextEncoder().encode(text);
const unread = (reason: string, field: string | null = null) => ({ ok: false, error: { reason, field } });

describe('a body is read', () => {
  test('with characters that are split between two chunks', async () => {
    const text = 'я'.repeat(20_000);
    expect(await readBody(request(asStream(encode(text))), LIMIT)).toEqual({ ok: true, value: text });
  });

  test('as it was sent, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 50 }), async (text) => {
        const value = text.replace(/^\uFEFF/, '');
        expect(await readBody(request(text), LIMIT)).toEqual({ ok: true, value });
      }),
      { numRuns: 50 },
    );
  });

  test('as an empty text if there is none', async () => {
    expect(await readBody(request(null), LIMIT)).toEqual({ ok: true, value: '' });
  });

  test('to its limit, announced or not', async () => {
    const bytes = encode('x'.repeat(LIMIT + 1));
    for (const body of [bytes, asStream(bytes)])
      expect(await readBody(request(body), LIMIT)).toEqual(unread('too_large'));
    for (const body of [bytes.slice(1), asStream(bytes.slice(1))]) {
      expect(await readBody(request(body), LIMIT)).toMatchObject({ ok: true });
    }
  });

  test('no further than its limit', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    expect(await readBody(request(endless), 5000)).toEqual(unread('too_large'));
    expect(pulled).toBeLessThan(20);
  });
});

describe('a body is refused', () => {
  test('when it does not arrive in time', async () => {
    const silent = new ReadableStream({ pull: () => new Promise(() => {}) });
    expect(await readBody(request(silent), LIMIT, 20)).toEqual(unread('too_slow'));
  });

  test('when its client closes the connection', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('lost')) });
    expect(await readBody(request(broken), LIMIT)).toEqual(unread('cut_off'));
  });

  test.each([
    ['application/json; charset=windows-1251', false],
    ['application/x-www-form-urlencoded;charset=KOI8-R', false],
    ['application/json; charset=', false],
    ['application/json; charset="utf-8"', true],
    ['application/json; CHARSET=UTF8', true],
    ['application/json', true],
  ])('by its charset: %s', async (type, accepted) => {
    const outcome = await readBody(request('{}', { 'content-type': type }), LIMIT);
    expect(outcome).toEqual(accepted ? { ok: true, value: '{}' } : unread('encoded'));
  });

  test.each([
    ['gzip', false],
    ['br', false],
    ['identity', true],
    ['Identity', true],
    ['', true],
  ])('by its compression: %s', async (coding, accepted) => {
    const outcome = await readBody(request('{}', { 'content-encoding': coding }), LIMIT);
    expect(outcome).toEqual(accepted ? { ok: true, value: '{}' } : unread('encoded'));
  });

  test('with the field whose bytes are not UTF-8, or none outside of JSON', async () => {
    const bad = (before: string, after: string) => Uint8Array.from([...encode(before), 0xd5, 0xeb, ...encode(after)]);
    const cases: [Uint8Array, string | null][] = [
      [bad('{"a":1,"b":[null,{"title":"', '"}]}'), 'b.1.title'],
      [bad('{"a":"', ''), null],
      [bad('', ''), null],
      [bad('[['.repeat(9000), ''), null],
    ];
    for (const [bytes, field] of cases) {
      expect(await readBody(request(bytes), LIMIT)).toEqual(unread('not_utf8', field));
    }
  });
});
