import { once } from 'node:events';
import { request } from 'node:http';
import { localEndpoint } from '@aisystant/fleet';

/** Ports of the fleet under test lie beside those of `npm start`, and of another run at the same time. */
export const PORT_OFFSET = Number(process.env['E2E_PORT_OFFSET'] ?? 1000);

/** Whether the app runs beside the servers: it is bound to twins in Durable Objects. */
export const APP_RUNS = process.env['TWIN_STORE'] !== 'surrealdb';

/** Address of a server of the fleet under test. */
export function mcpUrl(name: string, portOffset = PORT_OFFSET): string {
  return localEndpoint(name, portOffset);
}

/** A call of a tool. */
interface ToolCall {
  readonly name: string;
  readonly args: object;
  readonly id: number;
}

/** Calls a tool with plain HTTP and a bearer token, in the era without sessions. */
export async function callTool(
  url: string,
  token: string | null,
  call: ToolCall,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, toolRequest(token, call));
  return { status: response.status, text: await response.text() };
}

/** Sends a request and leaves after `ms`: the connection is reset, as the edge resets that of a client that left. */
export async function leave(url: string, { body, ...options }: PlainRequest, ms: number): Promise<void> {
  const sent = request(url, options).end(body);
  // The headers of an answer may have come.
  const ended = once(sent, 'response').then(
    ([response]) => once(response, 'end').then(() => true),
    () => false,
  );
  setTimeout(() => sent.socket?.resetAndDestroy(), ms);
  if (await ended.catch(() => false)) throw new Error('answered before the client left');
}

/** A POST of JSON. */
export interface PlainRequest {
  readonly method: 'POST';
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** A call of a tool, in the era without sessions. */
export function toolRequest(token: string | null, call: ToolCall): PlainRequest {
  const version = '2026-07-28';
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': version,
      'mcp-method': 'tools/call',
      'mcp-name': call.name,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: call.id,
      method: 'tools/call',
      params: {
        name: call.name,
        arguments: call.args,
        _meta: {
          'io.modelcontextprotocol/protocolVersion': version,
          'io.modelcontextprotocol/clientInfo': { name: 'e2e', version: '1.0.0' },
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    }),
  };
}
