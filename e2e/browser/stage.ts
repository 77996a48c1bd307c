import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type ClientApp, startClientApp } from './client-app.ts';
import { type Habits, newPerson } from './person.ts';
import { CHROMIUM_TIMEOUT_MS, sharedBrowser } from './shared-browser.ts';

/** A call of dt-mcp that needs the permission to read. */
export const READ = { name: 'dt_get_week_summary', args: {}, id: 1 };
/** A call of dt-mcp that needs the permission to write. */
export const WRITE = { name: 'dt_save_reflection_note', args: { type: 'insight', insights: ['x'] }, id: 2 };

/** How the pages of dt-mcp name the permission to read. */
export const READS = /^Читать/;
/** How they name the permission to write. */
export const WRITES = /^Записывать/;

/** What the tests of a file share: a browser, and a client that people connect to a server. */
export interface Stage {
  /** There from the first test on. */
  readonly client: ClientApp;
  /** The page of a new person, see {@link newPerson}. */
  newPerson(habits?: Habits): Promise<Page>;
}

/** Sets a stage for the tests of the file, and clears it after them. */
export function setStage(mcpUrl: string, clientName: string): Stage {
  const set: { chromium?: Browser; client?: ClientApp } = {};
  beforeAll(async () => {
    set.chromium = await sharedBrowser();
    set.client = await startClientApp(mcpUrl, clientName);
  }, CHROMIUM_TIMEOUT_MS);
  afterAll(() => set.client?.close());
  return {
    get client() {
      return isThere(set.client);
    },
    newPerson: (habits) => newPerson(isThere(set.chromium), habits),
  };
}

function isThere<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The stage is set before the first test, not while tests are collected.');
  return part;
}
