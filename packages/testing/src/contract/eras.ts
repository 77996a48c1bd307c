import { expect, test } from 'vitest';
import { BOTH_ERAS, listOf, MODERN_ERA, OLD_ERAS, post } from './rpc.ts';
import { type Subject, shownOf } from './subject.ts';

/** Clients of every protocol version that is in use are served, and nonsense gets an answer, never an internal error. */
export function erasContract(subject: Subject): void {
  for (const era of OLD_ERAS) oldEra(subject, era);
  newEra(subject);
  for (const era of BOTH_ERAS) nonsense(subject, era);
  transport(subject);
}

function oldEra({ server, signIn, send }: Subject, era: (typeof OLD_ERAS)[number]): void {
  test(`a client of ${era} opens with initialize, confirms, pings and lists the tools`, async () => {
    const token = await signIn();
    const params = { protocolVersion: era, capabilities: {}, clientInfo: { name: 'contract', version: '1.0.0' } };
    const opened = await send({ method: 'initialize', params, era, token });
    expect(opened.result).toMatchObject({
      protocolVersion: era,
      serverInfo: { name: server.name, version: server.version, title: server.title.ru },
      instructions: server.instructions,
    });
    const confirmed = await send({ method: 'notifications/initialized', era, token, id: null });
    expect([confirmed.status, confirmed.text]).toEqual([202, '']);
    expect((await send({ method: 'ping', era, token })).result).toEqual({});
    const listed = await send({ method: 'tools/list', era, token });
    expect(listOf(listed, 'tools').map(({ name }) => name)).toEqual(shownOf(server).map(({ name }) => name));
  });
}

function newEra({ server, signIn, send }: Subject): void {
  test(`a client of ${MODERN_ERA} discovers the server and lists the tools without opening anything`, async () => {
    const token = await signIn();
    const discovered = await send({ method: 'server/discover', token });
    expect(discovered.result).toMatchObject({ instructions: server.instructions });
    expect(discovered.result?.['supportedVersions']).toContain(MODERN_ERA);
    const listed = await send({ method: 'tools/list', token });
    expect(listOf(listed, 'tools').map(({ name }) => name)).toEqual(shownOf(server).map(({ name }) => name));
    const notified = await send({ method: 'notifications/cancelled', params: { requestId: 1 }, token, id: null });
    expect([notified.status, notified.text]).toEqual([202, '']);
  });
}

function nonsense({ signIn, send }: Subject, era: (typeof BOTH_ERAS)[number]): void {
  test(`an unknown method, tool, resource or prompt is a JSON-RPC error (${era})`, async () => {
    const token = await signIn();
    const wrong = [
      { method: 'nothing/here' },
      { method: 'tools/call', params: { name: 'no_such_tool', arguments: {} } },
      { method: 'tools/call', params: {} },
      { method: 'resources/read', params: { uri: 'none://such' } },
      { method: 'prompts/get', params: { name: 'no_such_prompt' } },
      { method: '__proto__' },
    ];
    for (const exchange of wrong) {
      const reply = await send({ ...exchange, era, token });
      expect(reply.status, exchange.method).toBeLessThan(500);
      expect(reply.error?.code, exchange.method).toBeLessThan(0);
    }
  });
}

function transport({ endpoint, fetch, signIn }: Subject): void {
  test.each(['', '{', 'nonsense', '{"jsonrpc":"2.0"'])('a body that is not JSON answers 400: %s', async (body) => {
    const reply = await post(fetch, endpoint, body, { authorization: `Bearer ${await signIn()}` });
    expect(reply.status).toBe(400);
    expect(reply.error?.code).toBe(-32700);
  });

  test.each(['null', '17', '"text"', '[]', '{}', '[[]]', '{"jsonrpc":"1.0","id":1,"method":"ping"}'])(
    'JSON that is no message answers 400: %s',
    async (body) => {
      const reply = await post(fetch, endpoint, body, { authorization: `Bearer ${await signIn()}` });
      expect(reply.status).toBe(400);
    },
  );

  test.each(['GET', 'DELETE', 'PUT'])(
    '%s answers 405: there are no sessions and no streams to open',
    async (method) => {
      const headers = { authorization: `Bearer ${await signIn()}`, host: new URL(endpoint).host };
      expect((await fetch(new Request(endpoint, { method, headers }))).status).toBe(405);
    },
  );
}
