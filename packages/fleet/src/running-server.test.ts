import { createServer, type RequestListener } from 'node:http';
import { freePort } from '@aisystant/simulators/free-port';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning } from './running-server.ts';

/** A server of the fleet at a port where this program listens. */
async function at(program: RequestListener) {
  const port = await freePort();
  const server = createServer(program);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { name: 'dt-mcp', port };
}

const saying =
  (body: string, status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(body);

test('a server runs when it says at its port that it is the one', async () => {
  expect(await isRunning(await at(saying('{"status":"ok","server":"dt-mcp"}')))).toBe(true);
});

test('a server does not run where nothing listens; ports may be shifted', async () => {
  const port = await freePort();
  expect(await isRunning({ name: 'dt-mcp', port: port - 1_000 }, 1_000)).toBe(false);
});

test.each([
  ['of another kind', saying('<!DOCTYPE html>')],
  ['that refuses', saying('{}', 501)],
  ['that is another server', saying('{"server":"fsm-mcp"}')],
  ['that hangs up', (request) => request.destroy()],
] as [string, RequestListener][])('a program %s at the port of a server is told, with the port', async (_, program) => {
  const server = await at(program);
  await expect(isRunning(server)).rejects.toThrow(
    `Port ${server.port}, needed by dt-mcp, is taken by another program: stop it, and start the fleet with npm start.`,
  );
});
