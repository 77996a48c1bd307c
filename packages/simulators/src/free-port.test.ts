import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DRAWN_PORTS, freePort } from './free-port.ts';

/** Draws these ports, and the last again and again. Tests take ports above the drawn range, which no other test is given. */
function drawing(...ports: [number, ...number[]]): () => number {
  return () => (ports.length > 1 ? (ports.shift() as number) : (ports[0] as number));
}

test('a free port is none that the system gives to a connection', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(DRAWN_PORTS.first);
  expect(Math.max(...ports)).toBeLessThanOrEqual(DRAWN_PORTS.last);
  expect(DRAWN_PORTS.last).toBeLessThan(32_768);
});

test('a port that was given and is not used yet is not given again', async () => {
  expect(await freePort(drawing(29_001, 29_002))).toBe(29_001);
  expect(await freePort(drawing(29_001, 29_002))).toBe(29_002);
});

test('a port on which a program listens is passed over', async () => {
  const other = createServer();
  await new Promise<void>((resolve, reject) => other.once('error', reject).listen(29_003, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  expect(await freePort(drawing(29_003, 29_004))).toBe(29_004);
});

test('the search ends when no drawn port is free', async () => {
  const first = await freePort();
  await expect(freePort(drawing(first))).rejects.toThrow('None of 100 ports drawn from 20000 to 28999 is free.');
});
