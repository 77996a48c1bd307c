import { expect, test } from 'vitest';
import { portOffsetOf } from './ports.ts';
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
