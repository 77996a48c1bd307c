import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type FixtureRequest, healthyReply, type Reply } from './answer-set.ts';

/** Breaks an answer: it gets the right one and returns the wrong one. */
export type ReplyMutation = (reply: Reply, request: FixtureRequest) => Reply;

/** How the fixture server behaves. */
export interface FixtureOptions {
  readonly seed?: ReplyMutation;
  /** Whether nothing is shown without a token. */
  readonly closed?: boolean;
  /** Origin under which it claims to be known; its own when absent. */
  readonly origin?: string;
}

/** A running fixture server. */
export interface FixtureServer {
  /** Where it listens: `http://localhost:…`. */
  readonly origin: string;
  readonly close: () => void;
}

/** Starts an MCP server made of answers, with at most one thing broken. */
export async function startFixtureServer({ seed = (reply) => reply, closed = false, origin }: FixtureOptions = {}) {
  const server = createServer(async (incoming, response) => {
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://localhost');
    const request: FixtureRequest = {
      method: incoming.method ?? '',
      path: pathname,
      search,
      headers: incoming.headers as FixtureRequest['headers'],
      origin: origin ?? own(),
      ...messageOf(await text(incoming)),
    };
    const { status, headers, body } = seed(healthyReply(request, closed), request);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const own = () => `http://localhost:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: own(), close: () => server.close() } satisfies FixtureServer;
}

function messageOf(body: string): Pick<FixtureRequest, 'rpc' | 'message'> {
  const message = body === '' ? {} : JSON.parse(body);
  return { rpc: String(message.method ?? ''), message };
}
