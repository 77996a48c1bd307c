import { expect, test } from 'vitest';
import { bindings, endpoint } from '../../fixture/client.ts';
import { server } from '../../fixture/server.ts';
import { plainHttp } from './plain-http.ts';
import { serveRest } from './serve-rest.ts';
import { createMcpWorker } from './worker.ts';

// The runtime drops a request at its next wait once the client has left, unless something else keeps it.
test.each([
  ['POST', '/mcp'],
  ['POST', '/mcp/notes'],
  ['GET', '/'],
  ['GET', '/account'],
  ['POST', '/token'],
])('%s %s goes on to its end when its client leaves', async (method, path) => {
  const kept: Promise<unknown>[] = [];
  const execution = { waitUntil: (promise: Promise<unknown>) => void kept.push(promise) } as ExecutionContext;
  const worker = createMcpWorker(server, { rest: serveRest, plainHttp });
  const request = new Request(`${new URL(endpoint).origin}${path}`, { method });
  const answer = worker.fetch(request, bindings, execution);
  expect(await kept[0]).toBe(await answer);
});

test.each([
  ['rest', { plainHttp }],
  ['plainHttp', { rest: serveRest }],
])('a Worker without the part for the %s that its server declares does not start', (part, parts) => {
  expect(() => createMcpWorker(server, parts)).toThrow(new RegExp(`^fixture-mcp .* its Worker has no ${part} part$`));
});
