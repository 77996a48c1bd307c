import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test process asks for a client's command line. */
    readonly commandLines: string;
  }
}

/**
 * The clients' own command lines, each at the version its tests were written against: the one place of these versions.
 * They are large, so nothing installs them with the workspace; pnpm fetches them once and keeps them in its cache.
 */
const COMMAND_LINES = {
  'mcp-remote': { package: 'mcp-remote', version: '0.15.1', command: 'mcp-remote' },
  inspector: { package: '@modelcontextprotocol/inspector', version: '2.12.0', command: 'mcp-inspector' },
  'claude-code': { package: '@anthropic-ai/claude-code', version: '2.1.328', command: 'claude' },
  codex: { package: '@openai/codex', version: '0.169.0', command: 'codex' },
  // One that many still have, and which names no resource (RFC 8707).
  'older codex': { package: '@openai/codex', version: '0.94.0', command: 'codex' },
} as const;

type Name = keyof typeof COMMAND_LINES;
const NAMES = Object.keys(COMMAND_LINES) as Name[];

/** What pnpm says when no answer came at all; one with a status is another failure. */
const UNREACHABLE = /error sending request|connection (?:reset|closed|refused)|timed out/i;

/** Time for a download that nothing has cached yet, milliseconds. */
const DOWNLOAD_MS = 10 * 60 * 1000;

/** The pnpm of the workspace: it fetches all of them for half of what npx takes. */
const PNPM = path.resolve(import.meta.dirname, '../../node_modules/pnpm/bin/pnpm.mjs');

/** What is in the cache is taken without a question, however old, and a registry that does not answer is soon given up. */
const SETTINGS = {
  pnpm_config_prefer_offline: 'true',
  pnpm_config_dlx_cache_max_age: String(100 * 365 * 24 * 60),
  pnpm_config_fetch_retries: '1',
  pnpm_config_fetch_retry_mintimeout: '1000',
};

/** A client's command line that can be run, or the one sentence that says why it cannot. */
export type CommandLine =
  | { readonly title: string; readonly path: string; readonly missing: null }
  | { readonly title: string; readonly path: ''; readonly missing: string };

/** Finds a client's command line, once for a run. Throws when pnpm fails for any other reason than the network. */
export async function findCommandLine(name: Name): Promise<CommandLine> {
  const response = await fetch(new URL(encodeURIComponent(name), inject('commandLines')), {
    signal: AbortSignal.timeout(DOWNLOAD_MS),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return JSON.parse(answer);
}

/** Looks up command lines in the process of the run, where they are asked for. */
export interface CommandLines {
  readonly url: string;
  close(): void;
}

/** Starts it. `all`: it also fetches them one after the other from now on, while other tests run; the first time takes two minutes. */
export async function startCommandLines({ all }: { readonly all: boolean }): Promise<CommandLines> {
  const closing = new AbortController();
  const found = new Map<string, Promise<CommandLine>>();
  const find = (name: Name) => {
    const known = found.get(name) ?? lookUp(name, closing.signal);
    found.set(name, known);
    return known;
  };
  const server = createServer(async ({ url = '/' }, response) => {
    try {
      response.end(JSON.stringify(await find(decodeURIComponent(url.slice(1)) as Name)));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  if (all) void fetchAll(find, closing.signal);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      closing.abort();
      server.close();
    },
  };
}

async function fetchAll(find: (name: Name) => Promise<unknown>, closing: AbortSignal) {
  // A failure is reported by the tests that use the program.
  for (const name of NAMES) if (!closing.aborted) await find(name).catch(() => undefined);
}

async function lookUp(name: Name, signal: AbortSignal): Promise<CommandLine> {
  const { package: from, version, command } = COMMAND_LINES[name];
  const title = `${from}@${version}`;
  // Outside of the workspace, whose settings are for its own packages.
  const options = { timeout: DOWNLOAD_MS, signal, cwd: tmpdir(), env: { ...process.env, ...SETTINGS } };
  const args = ['--package', title, 'dlx', '--shell-mode', `command -v ${command}`];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PNPM, ...args], options);
    return { title, path: stdout.trim(), missing: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!UNREACHABLE.test(unwrapped(message))) throw error;
    const missing = `Skipped: ${title} is not in pnpm's cache, and the registry cannot be reached.`;
    console.warn(missing);
    return { title, path: '', missing };
  }
}

/** Without the frame that pnpm draws around a message, which it breaks into lines. */
const unwrapped = (message: string) => message.replaceAll(/[\s│├╰─▶×]+/g, ' ');
