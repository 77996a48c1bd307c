/** How a server under test is reached: in the same workerd, without a network. */
export type Fetch = (request: Request) => Promise<Response>;

/** The fetch of the Worker under test, from `exports` of `cloudflare:workers`. */
export function workerFetch(exports: object): Fetch {
  const { default: worker } = exports as { default: { fetch: Fetch } };
  return (request) => worker.fetch(request);
}

/** Eras of the protocol: with `initialize`, and without. */
export type Era = '2025-11-25' | '2026-07-28';

/** One JSON-RPC exchange. */
export interface Exchange {
  readonly method: string;
  readonly params?: { readonly [field: string]: unknown };
  readonly era?: Era;
  readonly token?: string;
  readonly id?: number | string;
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
  const { method, params = {}, era = '2026-07-28', token, id = 1 } = exchange;
  const modern = era === '2026-07-28';
  const named = params['name'] ?? params['uri'];
  const body = {
    jsonrpc: '2.0',
    id,
    method,
    params: modern ? { ...params, _meta: { ...clientMeta(era), ...asRecord(params['_meta']) } } : params,
  };
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': era,
    host: new URL(endpoint).host,
    ...(modern && { 'mcp-method': method }),
    ...(modern && typeof named === 'string' && { 'mcp-name': named }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...exchange.headers,
  };
  const response = await fetch(new Request(endpoint, { method: 'POST', headers, body: JSON.stringify(body) }));
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

/** The JSON-RPC message of a JSON body or of the last event of a stream. */
function messageOf(text: string): Pick<Reply, 'result' | 'error'> {
  const lines = text.split('\n').filter((line) => line.startsWith('data: ') && line.length > 6);
  const json = lines.length > 0 ? (lines.at(-1) ?? '').slice(6) : text;
  try {
    const { result, error } = JSON.parse(json);
    return { ...(result && { result }), ...(error && { error }) };
  } catch {
    return {};
  }
}
