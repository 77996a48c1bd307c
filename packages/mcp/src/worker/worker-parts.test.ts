import { expect, test } from 'vitest';
import { server } from '../../fixture/server.ts';
import { plainHttp } from './plain-http.ts';
import { serveRest } from './serve-rest.ts';
import { createMcpWorker } from './worker.ts';

test.each([
  ['rest', { plainHttp }],
  ['plainHttp', { rest: serveRest }],
])('a Worker without the part for the %s that its server declares does not start', (part, parts) => {
  expect(() => createMcpWorker(server, parts)).toThrow(new RegExp(`^fixture-mcp .* its Worker has no ${part} part$`));
});
