import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { connectedUsers, moveLearner } from './move.ts';

type Answer = { readonly status: number; readonly body?: object } | 'reset';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A dt-mcp that gives these answers one after the other, and what it was asked. */
async function answering(...answers: Answer[]) {
  const asked: { readonly key: string | undefined; readonly body: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ key: request.headers.authorization, body: JSON.parse(await text(request)) });
    const answer = answers.shift() ?? { status: 500 };
    if (answer === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status).end(JSON.stringify(answer.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { target: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, key: 'the key' }, asked };
}

const NEXT = { table: 1, after: { event_id: 'e1' } };

describe('the command that moves a learner', () => {
  test('asks for one part after the other, as one move', async () => {
    const { target, asked } = await answering(
      { status: 200, body: { outcome: null, next: NEXT } },
      { status: 200, body: { outcome: 'moved' } },
    );
    expect(await moveLearner(target, { user: 'u' }, 'surrealdb')).toBe('moved');
    expect(asked.map(({ body }) => body['cursor'])).toEqual([null, NEXT]);
    expect(new Set(asked.map(({ body }) => body['move'])).size).toBe(1);
    expect(asked[0]).toMatchObject({
      key: 'Bearer the key',
      body: { do: 'move', twin: { user: 'u' }, to: 'surrealdb' },
    });
  });

  test('repeats a part that was not answered', async () => {
    const { target, asked } = await answering('reset', { status: 503 }, { status: 200, body: { outcome: 'already' } });
    expect(await moveLearner(target, { user: 'u' }, 'surrealdb')).toBe('already');
    expect(new Set(asked.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test.each([
    [401, 'TWIN_MOVE_KEY'],
    [404, 'TWIN_STORE = "surrealdb"'],
    [409, 'run the same again'],
  ])('says what a %i means', async (status, words) => {
    const { target } = await answering({ status });
    await expect(moveLearner(target, { user: 'u' }, 'surrealdb')).rejects.toThrow(words);
  });

  test('names everyone on all pages once', async () => {
    const { target } = await answering(
      { status: 200, body: { users: ['a', 'b'], next: 'grant x' } },
      { status: 200, body: { users: ['b', 'c'], next: null } },
    );
    expect(await connectedUsers(target)).toEqual(['a', 'b', 'c']);
  });
});
