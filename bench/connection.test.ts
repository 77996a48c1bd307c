import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageOf, openConnection } from './connection.ts';

/** What the server writes next: pieces of an answer, each on its own. */
let pieces: readonly string[] = [];
/** What it has read. */
let read = '';
const server = createServer((socket) => socket.on('data', (data) => answer(socket, String(data))));

async function answer(socket: Socket, data: string): Promise<void> {
  read += data;
  socket.setNoDelay(true);
  for (const piece of pieces) {
    socket.write(piece, 'latin1');
    await new Promise(setImmediate);
  }
  if (pieces.length === 0) socket.destroy();
}

let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/mcp?a=b`;
});
afterAll(() => server.close());

const inChunks = (parts: readonly string[]) =>
  [...parts.filter((part) => part !== ''), ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('');
const withLength = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const chunked = (parts: readonly string[]) =>
  `HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n${inChunks(parts)}`;

/** A text cut at these places. */
function cutAt(text: string, places: readonly number[]): readonly string[] {
  const cuts = [0, ...places.map((place) => place % text.length).toSorted((a, b) => a - b), text.length];
  return cuts.slice(1).map((end, at) => text.slice(cuts[at], end));
}

test('an answer is read to its end, however it arrives, and the next one is its own', async () => {
  const connection = await openConnection(url);
  const message = messageOf({ url, headers: {}, body: '{}' });
  const body = fc.string({ maxLength: 300 }).map((text) => JSON.stringify({ text }).replaceAll(/[^ -~]/g, '0'));
  const places = fc.array(fc.nat(), { maxLength: 4 });
  const property = fc.asyncProperty(body, places, fc.boolean(), async (text, cuts, isChunked) => {
    const whole = isChunked ? chunked(cutAt(text, cuts)) : withLength(text);
    pieces = cutAt(whole, cuts);
    const { status, beginning } = await connection.send(message);
    expect([status, beginning]).toEqual([isChunked ? 404 : 200, whole]);
  });
  await fc.assert(property);
  connection.close();
});

test('of a long answer the beginning is kept', async () => {
  const connection = await openConnection(url);
  for (const whole of [withLength('x'.repeat(300_000)), chunked(['0'.repeat(200_000), '0'.repeat(100_000)])]) {
    pieces = [whole];
    const { beginning } = await connection.send(Buffer.from('x'));
    expect(beginning).toBe(whole.slice(0, 16_384));
  }
  connection.close();
});

test('a connection that ends before the answer is an error, and so is a server that is not there', async () => {
  pieces = [];
  const connection = await openConnection(url);
  await expect(connection.send(Buffer.from('x'))).rejects.toThrow('closed the connection');
  await expect(openConnection('http://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED');
});

test('a message has its address, its headers and the length of its body in bytes', async () => {
  pieces = [withLength('{}')];
  read = '';
  const connection = await openConnection(url);
  await connection.send(messageOf({ url, headers: { 'mcp-method': 'ping' }, body: '{"слово":1}' }));
  const { host } = new URL(url);
  expect(read).toBe(
    `POST /mcp?a=b HTTP/1.1\r\nhost: ${host}\r\nmcp-method: ping\r\ncontent-length: 16\r\n\r\n{"слово":1}`,
  );
  connection.close();
});
