import { localEndpoint } from '@aisystant/fleet';

/** Ports of the fleet under test lie beside those of `npm start`, and of another run at the same time. */
export const PORT_OFFSET = Number(process.env['E2E_PORT_OFFSET'] ?? 1000);

/** Whether the app runs beside the servers: it is bound to twins in Durable Objects. */
export const APP_RUNS = process.env['TWIN_STORE'] !== 'surrealdb';

/** Address of a server of the fleet under test. */
export function mcpUrl(name: string, portOffset = PORT_OFFSET): string {
  return localEndpoint(name, portOffset);
}

/** Calls a tool with plain HTTP and a bearer token, in the era without sessions. */
export async function callTool(
  url: string,
  token: string | null,
  call: { readonly name: string; readonly args: object; readonly id: number },
): Promise<{ status: number; text: string }> {
  const version = '2026-07-28';
  const response = await fetch(url, {
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
  });
  return { status: response.status, text: await response.text() };
}
