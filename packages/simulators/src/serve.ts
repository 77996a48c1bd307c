import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LoopbackServer, listenOnLoopback } from './loopback.ts';

/** A simulated service. */
export interface Simulator {
  fetch(request: Request): Promise<Response>;
}

/**
 * Serves a simulator on loopback. `about` is what a person reads who opens its address, where the service has nothing. Throws
 * when the port is taken.
 */
export function serve(simulator: Simulator, port: number, about?: string): Promise<LoopbackServer> {
  const shown = about === undefined ? simulator : withFrontPage(simulator, about);
  return listenOnLoopback((incoming, outgoing) => {
    void respond(shown, incoming, outgoing).catch(() => outgoing.destroy());
  }, port);
}

function withFrontPage(simulator: Simulator, about: string): Simulator {
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return {
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const isFrontPage = request.method === 'GET' && `${pathname}${search}` === '/';
      return isFrontPage ? new Response(`${about}\n`, { headers }) : simulator.fetch(request);
    },
  };
}

async function respond(simulator: Simulator, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const request = new Request(`http://${headers.host ?? 'localhost'}${url}`, {
    method,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
    ...(hasBody && { body: new Uint8Array(Buffer.concat(parts)) }),
  });
  const response = await simulator.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(new Uint8Array(await response.arrayBuffer()));
}
