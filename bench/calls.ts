import type { Request } from './load.ts';

/** How a client speaks: in which era, and with what it says of itself. */
export type Speech = '2026' | '2026, capabilities' | '2025';

/** What a client of 2026 says it can do, as the large chats say it; a client of 2025 says it once, in `initialize`. */
const CAPABILITIES = { elicitation: { form: {}, url: {} }, sampling: { tools: {} }, roots: { listChanged: true } };

/** The era without sessions: every request has its own `_meta` and the headers that repeat the body. */
const MODERN = '2026-07-28';
/** The era of `initialize`; its requests are sent here as one without a session. */
const LEGACY = '2025-06-18';

interface Call {
  readonly method: string;
  readonly params: { readonly [field: string]: unknown };
  readonly token?: string | undefined;
  readonly speech?: Speech;
}

/** A request as a client sends it. */
export function mcpRequest(url: string, { method, params, token, speech = '2026' }: Call): Request {
  const modern = speech !== '2025';
  const { name } = params;
  const sentParams = modern ? { ...params, _meta: metaOf(speech) } : params;
  return {
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': modern ? MODERN : LEGACY,
      ...(modern && { 'mcp-method': method }),
      ...(modern && typeof name === 'string' && { 'mcp-name': name }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: sentParams }),
  };
}

/** A call of a tool. */
export const toolCall = (url: string, name: string, args: object, more: Pick<Call, 'token' | 'speech'> = {}): Request =>
  mcpRequest(url, { method: 'tools/call', params: { name, arguments: args }, ...more });

/** The first request of a client of 2025. */
export function initialize(url: string): Request {
  const clientInfo = { name: 'bench', version: '1.0.0' };
  const params = { protocolVersion: LEGACY, capabilities: CAPABILITIES, clientInfo };
  return mcpRequest(url, { method: 'initialize', params, speech: '2025' });
}

/** Sends one request. Throws when the answer is not a result. */
export async function once({
  url,
  headers,
  body,
}: Request): Promise<{ readonly text: string; readonly headers: Headers }> {
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok || !text.includes('"result":') || text.includes('"isError":true')) {
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  return { text, headers: response.headers };
}

function metaOf(speech: Speech): object {
  return {
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': speech === '2026' ? {} : CAPABILITIES,
  };
}

/** Sends each request, so many at once, and measures nothing. */
export async function sendAll(requests: readonly Request[], connections: number): Promise<void> {
  for (let from = 0; from < requests.length; from += connections) {
    await Promise.all(requests.slice(from, from + connections).map(once));
  }
}
