import type { Request } from './load.ts';

const ERA = '2026-07-28';
const META = {
  'io.modelcontextprotocol/protocolVersion': ERA,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** A request of the era without sessions, as a client sends it. */
export function mcpRequest(
  url: string,
  method: string,
  params: { readonly [field: string]: unknown },
  token?: string,
): Request {
  const { name } = params;
  return {
    url,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': ERA,
      'mcp-method': method,
      ...(typeof name === 'string' && { 'mcp-name': name }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta: META } }),
  };
}

/** A call of a tool. */
export const toolCall = (url: string, name: string, args: object, token?: string): Request =>
  mcpRequest(url, 'tools/call', { name, arguments: args }, token);
