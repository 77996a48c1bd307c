import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fillDemoLearners, Learner } from '@aisystant/fleet';
import type { demoLearners } from '@aisystant/fleet/manifest';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect } from 'vitest';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';
import { today, whileSame } from './moments.ts';

const dt = mcpUrl('dt-mcp');

/** What a tool answers. */
export type Facts = { readonly [field: string]: unknown };

/** Some of the demo learners. */
export interface Filled {
  /** Fills the learners that need it as of a moment, as `npm start` does; gives their logins. */
  fill(now?: Date): Promise<readonly string[]>;
  /** Asks them on the day they are filled for. */
  asOfToday<T>(task: () => Promise<T>): Promise<T>;
}

/** The demo learners of a test file. No two files have the same: to fill is to empty first. */
export function demo(...logins: (typeof demoLearners)[number]['login'][]): Filled {
  let stateDir: string;
  beforeAll(async () => {
    stateDir = await mkdtemp(path.join(tmpdir(), 'demo-'));
  });
  afterAll(() => rm(stateDir, { recursive: true, force: true }));
  const fill = async (now = new Date()) => {
    const filled = await fillDemoLearners(stateDir, now, PORT_OFFSET, logins);
    // To be filled ends a learner's connections.
    for (const login of filled) clients.delete(login);
    return filled;
  };
  const asOfToday: Filled['asOfToday'] = (task) =>
    whileSame(today, async () => {
      await fill();
      return task();
    });
  return { fill, asOfToday };
}

const clients = new Map<string, Promise<Client>>();

/** Calls a tool of dt-mcp with the official client, signed in as a learner. */
export async function call(login: string, name: string, args: object = {}) {
  const client = clients.get(login) ?? new Learner(login).connect(dt);
  clients.set(login, client);
  return (await client).callTool({ name, arguments: { ...args } });
}

/** The facts that a tool of dt-mcp answers a learner. */
export async function ask(login: string, name: string, args: object = {}): Promise<Facts> {
  const { isError, content, structuredContent } = await call(login, name, args);
  expect(isError ?? false, JSON.stringify(content)).toBe(false);
  return structuredContent as Facts;
}

/** Reports events as an app of a learner does. */
export async function report(login: string, events: readonly object[]): Promise<void> {
  const token = await new Learner(login).signIn(dt);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${dt}/events`, { method: 'POST', headers, body: JSON.stringify(events) });
  expect(await response.json()).toMatchObject({ stored: events.length });
}

/** A learner without any data. */
export const newcomer = () => `newcomer_${crypto.randomUUID().slice(0, 8)}`;
