import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchChromium } from '@aisystant/fleet/chromium';
import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test process asks for the browser of the run. */
    readonly browserLauncher: string;
  }
}

/** Starts the browser of a run when the first test asks for it, and ends it with the run. */
export interface BrowserLauncher {
  readonly url: string;
  close(): Promise<void>;
}

/** Long enough for Debian to install its package. */
export const CHROMIUM_TIMEOUT_MS = 10 * 60_000;

/** Opens the launcher, in the process that outlives the tests: a browser of a test process would be left behind at its end. */
export async function startBrowserLauncher(): Promise<BrowserLauncher> {
  let launched: Promise<BrowserServer> | undefined;
  const server = createServer(async (_, response) => {
    launched ??= launchChromium();
    try {
      response.end((await launched).wsEndpoint());
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      await (await launched?.catch(() => undefined))?.close();
    },
  };
}

let connected: Promise<Browser> | undefined;

/** The browser that all test files share. Throws where there is no Chromium and none can be installed. */
export function sharedBrowser(): Promise<Browser> {
  connected ??= connect();
  return connected;
}

async function connect(): Promise<Browser> {
  const response = await fetch(inject('browserLauncher'), { signal: AbortSignal.timeout(CHROMIUM_TIMEOUT_MS) });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return chromium.connect(answer);
}
