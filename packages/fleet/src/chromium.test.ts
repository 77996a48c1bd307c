import { afterEach, expect, test, vi } from 'vitest';
import { launchChromium } from './chromium.ts';
import { UsageError } from './usage-error.ts';

afterEach(() => vi.unstubAllEnvs());

test('where there is no browser a command is told what to do, in one sentence', () => {
  vi.stubEnv('CHROME_PATH', '/no/such/browser');
  expect(() => launchChromium()).toThrow(new UsageError('CHROME_PATH names /no/such/browser, and nothing is there.'));
  expect(() => launchChromium()).toThrow(UsageError);
});
