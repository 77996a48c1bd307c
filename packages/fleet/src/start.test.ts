import { expect, onTestFinished, test, vi } from 'vitest';
import { interrupted } from './start.ts';

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
