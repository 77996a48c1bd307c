import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { run } from './run.ts';
import type { Settings } from './settings.ts';
import { BEHAVIOURS, type Behaviour, type StubServer, startStub } from './testing/stub-server.ts';

type Answer = { readonly id: unknown; readonly result?: object; readonly error?: { code: number; message: string } };

let stub: StubServer | undefined;
afterEach(() => stub?.close());

const settings = (url: string, timeoutMs = 300): Settings => ({
  name: 'test-mcp',
  url: new URL(url),
  token: 'a-token',
  timeoutMs,
  folder: '/nowhere',
});

/** Carries lines to a server of a behaviour; what the client reads. */
async function carry(lines: readonly string[], behave: Behaviour, timeoutMs?: number): Promise<Answer[]> {
  stub = await startStub(behave);
  const answers = await carryTo(stub.url, lines, timeoutMs);
  await stub.close();
  return answers;
}

async function carryTo(url: string, lines: readonly string[], timeoutMs?: number): Promise<Answer[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const chunks: Buffer[] = [];
  output.on('data', (chunk) => void chunks.push(chunk));
  for (const line of lines) input.write(`${line}\n`);
  input.end();
  await run(settings(url, timeoutMs), { input, output, log: () => {} }, new AbortController().signal);
  const text = Buffer.concat(chunks).toString();
  return text === ''
    ? []
    : text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}

const request = (id: string | number, method = 'tools/list') =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params: {} });

describe('every request gets exactly one answer', () => {
  test.each(Object.entries(BEHAVIOURS))('when the server gives %s', async (_, behave) => {
    const answers = await carry([request(1), request('one')], behave);
    expect(answers.map(({ id }) => id).toSorted()).toEqual([1, 'one']);
    for (const answer of answers) expect('result' in answer).not.toBe('error' in answer);
  });

  test('when the server cannot be reached', async () => {
    const gone = await startStub(() => {});
    await gone.close();
    const [answer] = await carryTo(gone.url, [request(1)]);
    expect(answer).toMatchObject({ id: 1, error: { code: -32603, data: { type: 'backend_unavailable' } } });
    expect(answer?.error?.message).toContain('ECONNREFUSED');
  });

  test('whatever many requests meet at once', async () => {
    const ways = Object.values(BEHAVIOURS);
    const plan = fc.array(fc.nat({ max: ways.length - 1 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(plan, async (chosen) => {
        const lines = chosen.map((way, n) => request(n, `way/${way}`));
        const answers = await carry(lines, (response, posted) => {
          ways[Number(posted.message.method.slice('way/'.length))]?.(response, posted);
        });
        expect(answers.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(chosen.map((_way, n) => n));
      }),
      { numRuns: 12 },
    );
  });

  test('also one that is no request of JSON-RPC, and one whose id is in use', async () => {
    const lines = ['{"jsonrpc":', '{"id":5,"method":"ping"}', '{"jsonrpc":"2.0","id":6}', '[]', 'true'];
    const answers = await carry([...lines, request(7), request(7)], BEHAVIOURS['nothing at all']);
    const codes = answers.map(({ id, error }) => [id, error?.code]);
    expect(codes).toEqual([
      [null, -32700],
      [5, -32600],
      [6, -32600],
      [null, -32600],
      [7, -32600],
      [7, -32603],
    ]);
  });

  test('but none that the client cancels', async () => {
    const cancel = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}';
    expect(await carry([request(1), cancel], BEHAVIOURS['nothing at all'])).toEqual([]);
  });

  test('and not that of a request with the same id, which the client had cancelled', async () => {
    const cancel = '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}';
    const answers = await carry([request(1), cancel, request(1, 'ping')], BEHAVIOURS['a result']);
    expect(answers).toEqual([{ jsonrpc: '2.0', id: 1, result: { echoed: 'ping' } }]);
  });
});

describe('a refused token', () => {
  test('is told as the document has it', async () => {
    const [answer] = await carry([request('request-id-123')], BEHAVIOURS['a refusal of the token']);
    expect(answer).toEqual({
      jsonrpc: '2.0',
      id: 'request-id-123',
      error: {
        code: -32001,
        message: 'Authentication failed: Invalid or expired token',
        data: { type: 'auth_error' },
      },
    });
  });

  test('that lacks a permission is told with its name, and where it is given', async () => {
    const [answer] = await carry([request(1)], BEHAVIOURS['a refusal for want of a permission']);
    const message = answer?.error?.message ?? '';
    for (const part of [
      /needs the permission test:write\./,
      /https:\/\/test\.example\/account/,
      /make a personal token/,
    ])
      expect(message).toMatch(part);
    expect(answer?.error?.code).toBe(-32001);
  });

  test('is not sent to another host', async () => {
    const answers = await carry([request(1)], BEHAVIOURS['a way to another host']);
    expect(answers).toMatchObject([{ id: 1, error: { code: -32603 } }]);
  });
});

test('an end that was asked for is no error for a person to read', async () => {
  stub = await startStub(BEHAVIOURS['a result']);
  const [input, output] = [new PassThrough(), new PassThrough()];
  const told: string[] = [];
  input.end(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  const streams = { input, output, log: (line: string) => void told.push(line) };
  await run(settings(stub.url), streams, new AbortController().signal);
  expect(told).toEqual([]);
});

test('what the server says of a refused request reaches the client, a page of a proxy does not', async () => {
  const [answer] = await carry([request(1)], BEHAVIOURS['too many calls']);
  expect(answer?.error).toEqual({ code: -32000, message: 'Wait.', data: { status: 429 } });
  const [page] = await carry([request(1)], BEHAVIOURS['a page of a proxy']);
  expect(page?.error?.message).toBe('The server answered 502.');
});

test.each([
  ['JSON', BEHAVIOURS['a result']],
  ['a stream', BEHAVIOURS['a result in a stream']],
])(
  'a message of ten million characters passes in both directions, in %s, with every character of JSON',
  async (_, way) => {
    const odd = '"\u2028\u2029\u0085\\n\r\0я😀';
    const text = odd.repeat(10_000_000 / odd.length);
    const line = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'echo', arguments: { text } },
    });
    stub = await startStub((response, posted) => {
      // The stub answers with the method it got, so the text is sent as the method.
      const { params } = posted.message as { params: { arguments: { text: string } } };
      way(response, { ...posted, message: { ...posted.message, method: params.arguments.text } });
    });
    const [answer] = await carryTo(stub.url, [line], 20_000);
    expect(Object(answer?.result).echoed === text).toBe(true);
  },
  60_000,
);

describe('what the protocol asks of the headers', () => {
  test('the token goes with every request; after initialize so does the agreed version', async () => {
    const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    stub = await startStub((response, { message: { id, method } }) => {
      const result = method === 'initialize' ? { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: {} } : {};
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
    });
    const [input, output] = [new PassThrough(), new PassThrough()];
    const running = run(settings(stub.url), { input, output, log: () => {} }, new AbortController().signal);
    input.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: initialize })}\n`);
    await new Promise((resolve) => output.once('data', resolve));
    input.end(`${request(2)}\n`);
    await running;
    expect(stub.posted.map(({ headers }) => headers.authorization)).toEqual(Array(2).fill('Bearer a-token'));
    expect(stub.posted.map(({ headers }) => headers['mcp-protocol-version'])).toEqual([undefined, '2025-06-18']);
  });

  test('a request of the newest protocol repeats its method and name', async () => {
    stub = await startStub(BEHAVIOURS['a result']);
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_epics', arguments: {}, _meta } };
    await carryTo(stub.url, [JSON.stringify(call)]);
    expect(stub.posted[0]?.headers).toMatchObject({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'list_epics',
    });
  });
});
