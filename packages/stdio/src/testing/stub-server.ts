import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request to the stub had. */
export interface Posted {
  readonly message: { readonly id?: string | number; readonly method: string; readonly params?: unknown };
  readonly headers: IncomingMessage['headers'];
}

/** Answers a request of the stub in any way, also wrongly or never. */
export type Behaviour = (response: ServerResponse, posted: Posted) => void;

/** An HTTP server in the place of an MCP server. */
export interface StubServer {
  readonly url: string;
  /** What was posted so far. */
  readonly posted: readonly Posted[];
  close(): Promise<void>;
}

/** Starts a stub that answers every POST by a behaviour, and every GET with 405, as the servers of the fleet do. */
export async function startStub(behave: Behaviour): Promise<StubServer> {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const message = JSON.parse(Buffer.concat(chunks).toString());
    posted.push({ message, headers: request.headers });
    if (message.id === undefined) return void response.writeHead(202).end();
    behave(response, { message, headers: request.headers });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    posted,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const STREAM = { 'content-type': 'text/event-stream' };
const result = ({ message }: Posted, data: object = { echoed: message.method }) =>
  JSON.stringify({ jsonrpc: '2.0', id: message.id, result: data });

/** The ways in which a server answers, or does not, by what they are. */
export const BEHAVIOURS = {
  'a result': (response, posted) => response.writeHead(200, JSON_TYPE).end(result(posted)),
  'a result in a stream': (response, posted) =>
    response.writeHead(200, STREAM).end(`event: message\ndata: ${result(posted)}\n\n`),
  'an error of its own': (response, { message: { id } }) =>
    response
      .writeHead(200, JSON_TYPE)
      .end(JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32602, message: 'Wrong.' } })),
  'too many calls': (response) =>
    response
      .writeHead(429, JSON_TYPE)
      .end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32000, message: 'Wait.' } })),
  'a page of a proxy': (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad</h1>'),
  'a refusal of the token': (response) => response.writeHead(401, { 'www-authenticate': 'Bearer' }).end('{}'),
  'a refusal of the person': (response) => response.writeHead(403, JSON_TYPE).end('{"error":"forbidden"}'),
  'a refusal for want of a permission': (response) =>
    response
      .writeHead(403, {
        ...JSON_TYPE,
        'www-authenticate':
          'Bearer error="insufficient_scope", error_description="This needs the permission test:write", scope="test:write test:read", resource_metadata="https://test.example/.well-known/oauth-protected-resource/mcp"',
      })
      .end('{"error":"insufficient_scope"}'),
  'half of an answer': (response, posted) => response.writeHead(200, JSON_TYPE).end(result(posted).slice(0, 20)),
  'no JSON-RPC': (response) => response.writeHead(200, JSON_TYPE).end('{"hello":"world"}'),
  'a web page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Hello'),
  'the answer to another request': (response) =>
    response.writeHead(200, JSON_TYPE).end('{"jsonrpc":"2.0","id":"another","result":{}}'),
  'a stream without an answer': (response) => response.writeHead(200, STREAM).end(': nothing\n\n'),
  'a stream that breaks': (response) => {
    response.writeHead(200, STREAM).write('id: 7\ndata: \n\n');
    setTimeout(() => response.destroy(), 5);
  },
  'a stream that stalls': (response) => void response.writeHead(200, STREAM).write(': wait\n\n'),
  'a body that stalls': (response) => void response.writeHead(200, JSON_TYPE).write('{"jsonrpc":'),
  'a broken connection': (response) => void response.destroy(),
  'nothing at all': () => {},
  'only that it was taken': (response) => response.writeHead(202).end(),
  'a way to another host': (response) => response.writeHead(307, { location: 'http://example.test/mcp' }).end(),
} as const satisfies { readonly [name: string]: Behaviour };
