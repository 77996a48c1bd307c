import { describe, expect, test } from 'vitest';
import { endpoint, fetch, signIn } from '../../fixture/client.ts';

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};
const VERSION = 'mcp-protocol-version';
const MODERN = { [VERSION]: '2026-07-28', 'mcp-method': 'tools/list' };

interface Sent {
  readonly headers?: { readonly [name: string]: string };
  readonly message?: object;
  readonly meta?: object | null;
}

async function answerTo({ headers = MODERN, message = {}, meta = META }: Sent, params: object): Promise<unknown[]> {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { ...params, ...(meta && { _meta: meta }) } };
  const accept = 'application/json, text/event-stream';
  const authorization = `Bearer ${await signIn('fixture:read')}`;
  const response = await fetch(
    new Request(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization, ...headers },
      body: JSON.stringify({ ...body, ...message }),
    }),
  );
  const { error } = await response.json<{ error?: { code: number } }>();
  return [response.status, error?.code];
}

/** No list has pages, so no cursor is right. */
const WRONG = { cursor: 'next' };
const LATER = { ...META, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };
const NAMED = { method: 'tools/call', params: { name: 'fixture_echo', arguments: 1, _meta: META } };

describe('an envelope that is refused', () => {
  test.each<[string, Sent, number]>([
    ['the header of another method', { headers: { ...MODERN, 'mcp-method': 'tools/call' } }, -32020],
    ['no header of the method', { headers: { [VERSION]: '2026-07-28' } }, -32020],
    ['no header of the version', { headers: { 'mcp-method': 'tools/list' } }, -32020],
    ['the header of another version', { headers: { ...MODERN, [VERSION]: '2025-06-18' } }, -32020],
    ['a version that is not yet', { headers: { ...MODERN, [VERSION]: '2099-01-01' }, meta: LATER }, -32022],
    ['a version that never was', { headers: { [VERSION]: '1999-01-01' }, meta: null }, -32000],
    ['no id', { message: { id: null } }, -32600],
    ['another JSON-RPC', { message: { jsonrpc: '1.0' } }, -32600],
  ])('for %s is refused alike, whatever its parameters are', async (_, sent, code) => {
    expect(await answerTo(sent, {})).toEqual([400, code]);
    expect(await answerTo(sent, WRONG)).toEqual([400, code]);
  });

  test.each([
    ['another tool', 'fixture_other'],
    ['no name', undefined],
  ])('for the header of %s is refused before the arguments are looked at', async (_, name) => {
    const headers = { ...MODERN, 'mcp-method': 'tools/call', ...(name !== undefined && { 'mcp-name': name }) };
    expect(await answerTo({ headers, message: NAMED }, {})).toEqual([400, -32020]);
  });
});

test('wrong parameters in a right envelope are named, with the name of the tool in either form', async () => {
  expect(await answerTo({}, WRONG)).toEqual([200, -32602]);
  expect(await answerTo({ headers: { [VERSION]: '2025-06-18' }, meta: null }, WRONG)).toEqual([200, -32602]);
  for (const name of ['fixture_echo', `=?base64?${btoa('fixture_echo')}?=`]) {
    const headers = { ...MODERN, 'mcp-method': 'tools/call', 'mcp-name': name };
    expect(await answerTo({ headers, message: NAMED }, {})).toEqual([200, -32602]);
  }
});
