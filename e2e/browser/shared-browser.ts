import { launchChromium } from '@aisystant/fleet/chromium';
import type { Browser } from 'playwright-core';

/** Long enough for Debian to install its package. */
export const CHROMIUM_TIMEOUT_MS = 10 * 60_000;

let launched: Promise<Browser> | undefined;

/**
 * The browser that all test files share: they run in one process, and it ends with that. In the process of the tests, for a browser
 * behind a socket has every message written and read twice. Throws where there is no Chromium and none can be installed.
 */
export function sharedBrowser(): Promise<Browser> {
  launched ??= launchChromium();
  return launched;
}
