import { expect, onTestFinished, test, vi } from 'vitest';
import { BuildError } from './bundle.ts';
import { failedBuild, interrupted, welcome } from './start.ts';

test.each(['SIGINT', 'SIGTERM'] as const)('%s is left to the fleet, which stops in order', async (signal) => {
  const before = process.listeners(signal);
  onTestFinished(() => {
    process.removeAllListeners(signal);
    for (const listener of before) process.on(signal, listener);
  });
  const endsAtOnce = vi.fn();
  process.on(signal, endsAtOnce);
  const waiting = interrupted();
  process.emit(signal);
  await waiting;
  expect(endsAtOnce).not.toHaveBeenCalled();
});

test('every address of the welcome text is that of the fleet that was started', () => {
  const ports = (text: string) => [...text.matchAll(/localhost:(\d+)/g)].map(([, port]) => Number(port));
  const usual = ports(welcome(true));
  expect(usual.length).toBeGreaterThan(20);
  expect(ports(welcome(true, 1_000))).toEqual(usual.map((port) => port + 1_000));
  expect(welcome(true, 1_000)).toContain('FLEET_PORT_OFFSET=1000 npm run demo');
});

test.each([
  ['a text that does not hold', new BuildError('fsm-mcp: init.md: нет цели'), /^fsm-mcp: init\.md: нет цели\n/],
  ['anything else, with its place', new TypeError('no such thing'), /^TypeError: no such thing\n +at [\s\S]*\n/],
])('a build that fails by %s says what runs meanwhile and what to do', (_, error, begins) => {
  expect(failedBuild(error)).toMatch(begins);
  expect(failedBuild(error)).toMatch(
    /\nThe servers run on as they were; save the correction, and they are built again\.$/,
  );
});
