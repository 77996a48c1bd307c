/** How a server under test is reached: in the same workerd, without a network. */
export type Fetch = (request: Request) => Promise<Response>;

/** The fetch of the Worker under test, from `exports` of `cloudflare:workers`. */
export function workerFetch(exports: object): Fetch {
  const { default: worker } = exports as { default: { fetch: Fetch } };
  return (request) => worker.fetch(request);
}

/** Versions of the protocol that open with `initialize`, oldest first. */
export const OLD_ERAS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'] as const;

/** The version that needs no `initialize`: every request says what it needs. */
export const MODERN_ERA = '2026-07-28';

/** The newest version of each way to speak: with `initialize`, and without. */
export const BOTH_ERAS = ['2025-11-25', MODERN_ERA] as const;

/** A version of the protocol that the servers speak. */
export type Era = (typeof OLD_ERAS)[number] | (typeof BOTH_ERAS)[number];

/** One JSON-RPC exchange. */
export interface Exchange {
  readonly method: string;
  readonly params?: { readonly [field: string]: unknown };
  readonly era?: Era;
  readonly token?: string;
  /** `null` makes the message a notification. */
  readonly id?: number | string | null;
  readonly headers?: { readonly [name: string]: string };
}

/** What came back. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly result?: { readonly [field: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
  readonly text: string;
}

/** Speaks JSON-RPC over HTTP as an MCP client of either era does, without a library in between. */
export async function send(fetch: Fetch, endpoint: string, exchange: Exchange): Promise<Reply> {
  const { method, params = {}, era = MODERN_ERA, token, id = 1 } = exchange;
  const modern = era === MODERN_ERA;
  const named = params['name'] ?? params['uri'];
  const message = {
    jsonrpc: '2.0',
    ...(id !== null && { id }),
    method,
    params: modern ? { ...params, _meta: { ...clientMeta(era), ...asRecord(params['_meta']) } } : params,
  };
  return post(fetch, endpoint, JSON.stringify(message), {
    // The header came with 2025-06-18; older clients do not send it.
    ...(era >= '2025-06-18' && { 'mcp-protocol-version': era }),
    ...(modern && { 'mcp-method': method }),
    ...(modern && typeof named === 'string' && { 'mcp-name': named }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...exchange.headers,
  });
}

/** Posts a body as it is, with the headers every MCP client sends. */
export async function post(
  fetch: Fetch,
  endpoint: string,
  body: string,
  headers: { readonly [name: string]: string } = {},
): Promise<Reply> {
  const common = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    host: new URL(endpoint).host,
  };
  const response = await fetch(new Request(endpoint, { method: 'POST', headers: { ...common, ...headers }, body }));
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, ...messageOf(text) };
}

/** Calls a tool. */
export function callTool(
  fetch: Fetch,
  endpoint: string,
  name: string,
  args: object,
  rest: Partial<Exchange> = {},
): Promise<Reply> {
  return send(fetch, endpoint, { method: 'tools/call', params: { name, arguments: args }, ...rest });
}

/** What a failed call tells a program; `undefined` when the call did not fail. */
export function errorOf(reply: Reply): { readonly code: string; readonly field?: string } | undefined {
  const meta = asRecord(reply.result?.['_meta']);
  return meta['aisystant/error'] as { code: string; field?: string } | undefined;
}

/** A list of a result; empty when there is none. */
export function listOf({ result }: Reply, field: string): readonly { readonly [field: string]: unknown }[] {
  const list = result?.[field];
  return Array.isArray(list) ? list : [];
}

function clientMeta(era: Era): Record<string, unknown> {
  return {
    'io.modelcontextprotocol/protocolVersion': era,
    'io.modelcontextprotocol/clientInfo': { name: 'contract', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The field of an event that holds its message. */
const DATA = 'data: ';

/** The JSON-RPC message of a JSON body or of the last event of a stream. */
function messageOf(text: string): Pick<Reply, 'result' | 'error'> {
  const lines = text.split('\n').filter((line) => line.startsWith(DATA) && line.length > DATA.length);
  const json = lines.length > 0 ? (lines.at(-1) ?? '').slice(DATA.length) : text;
  try {
    const { result, error } = JSON.parse(json);
    return { ...(result && { result }), ...(error && { error }) };
  } catch {
    return {};
  }
}
