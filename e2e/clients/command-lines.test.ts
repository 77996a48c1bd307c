import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type CommandLines, startCommandLines } from './command-lines.ts';

let home = '';
let registry: Server;
let commandLines: CommandLines;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'no-cache-'));
  registry = createServer((_, response) => response.writeHead(404).end('{}'));
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  commandLines = await startCommandLines({ all: false });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  commandLines.close();
  registry.close();
  await rm(home, { recursive: true });
});

/** Asks for a client whose package is in no cache, of a registry at an address. */
async function ask(name: string, url: string): Promise<{ readonly status: number; readonly text: string }> {
  vi.stubEnv('HOME', home);
  vi.stubEnv('XDG_CACHE_HOME', undefined);
  vi.stubEnv('XDG_DATA_HOME', undefined);
  vi.stubEnv('pnpm_config_registry', url);
  const response = await fetch(new URL(name, commandLines.url));
  return { status: response.status, text: await response.text() };
}

test('a client is missing, with a sentence, where the registry cannot be reached', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  // A port that no program may listen on without being asked for.
  const { status, text } = await ask('mcp-remote', 'http://127.0.0.1:1/');
  expect(status).toBe(200);
  const missing = expect.stringMatching(/^Skipped: mcp-remote@\S+ is not in pnpm's cache/);
  expect(JSON.parse(text)).toEqual({ title: expect.stringContaining('mcp-remote@'), path: '', missing });
  expect(warn).toHaveBeenCalledWith(missing);
});

test('a registry that answers, and not with the client, is an error', async () => {
  const { port } = registry.address() as AddressInfo;
  const { status, text } = await ask('codex', `http://127.0.0.1:${port}/`);
  expect(status).toBe(500);
  expect(text).toContain('404');
});
