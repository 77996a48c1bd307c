import { createServer } from 'node:http';
import { freePort } from '@aisystant/simulators/free-port';
import { expect, onTestFinished, test, vi } from 'vitest';
import { COMMANDS } from './commands.ts';
import { mostTokensOf } from './doctor/doctor.ts';
import { localEndpoint } from './local-variables.ts';
import { APP } from './manifest.ts';
import { endpoints } from './package/package.ts';
import { portOffsetOf } from './ports.ts';
import { serverNamed } from './server-named.ts';
import { app, workers } from './servers.ts';
import { UsageError } from './usage-error.ts';

test('a fleet is shifted by a number with which all its ports are ports', () => {
  expect([portOffsetOf(undefined), portOffsetOf('1000')]).toEqual([0, 1_000]);
  const highest = Math.max(...[...workers, app].map(({ port }) => port));
  expect(highest + portOffsetOf('56000')).toBeLessThan(65_536);
});

test.each(['abc', '1.5', '-9000', '100000', '1e9'])('the offset %s is refused by the name of its variable', (text) => {
  expect(() => portOffsetOf(text)).toThrow(
    new UsageError(`FLEET_PORT_OFFSET is "${text}": it must be a whole number from 0 to 56000.`),
  );
});

test('what is made for the local fleet, or judged by its address, is of the ports of FLEET_PORT_OFFSET', () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  const usual = endpoints(true).map(({ url }) => Number(new URL(url).port));
  vi.stubEnv('FLEET_PORT_OFFSET', '1000');
  expect(endpoints(true).map(({ url }) => Number(new URL(url).port) - 1_000)).toEqual(usual);
  expect(mostTokensOf(localEndpoint(app.name, 1_000))).toBe(APP.mostTokens);
});

test.each([
  ['token', ['dt-mcp', 'anna'], {}],
  ['twin', ['move', 'anna'], { to: 'surrealdb' }],
])('%s asks the fleet at the ports of FLEET_PORT_OFFSET', async (name, args, options) => {
  const port = await freePort();
  const other = createServer((request) => request.destroy());
  onTestFinished(() => {
    other.close();
    vi.unstubAllEnvs();
  });
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  vi.stubEnv('FLEET_PORT_OFFSET', String(port - serverNamed('dt-mcp').port));
  const run = await COMMANDS[name]?.load();
  await expect(run?.(args, options)).rejects.toThrow(`Port ${port}, needed by dt-mcp, is taken by another program`);
});
