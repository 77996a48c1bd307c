import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * The clients' own command lines, each at the version its tests were written against: the one place of these versions.
 * They are large, so nothing installs them with the workspace; npm fetches them once and keeps them in its cache.
 */
const COMMAND_LINES = {
  'mcp-remote': { package: 'mcp-remote', version: '0.15.1', command: 'mcp-remote' },
  inspector: { package: '@modelcontextprotocol/inspector', version: '2.12.0', command: 'mcp-inspector' },
  'claude-code': { package: '@anthropic-ai/claude-code', version: '2.1.328', command: 'claude' },
  codex: { package: '@openai/codex', version: '0.169.0', command: 'codex' },
  // One that many still have, and which names no resource (RFC 8707).
  'older codex': { package: '@openai/codex', version: '0.94.0', command: 'codex' },
} as const;

const UNREACHABLE = /ECONNREFUSED|ECONNRESET|ENOTFOUND|ENOTCACHED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|ERR_SOCKET_TIMEOUT/;

/** Time for a download that nothing has cached yet, milliseconds. */
const DOWNLOAD_MS = 10 * 60 * 1000;

/** What is in the cache is taken without a question, and a registry that does not answer is soon given up. */
const NPM = {
  npm_config_prefer_offline: 'true',
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '1000',
};

/** A client's command line that can be run, or the one sentence that says why it cannot. */
export type CommandLine =
  | { readonly title: string; readonly path: string; readonly missing: null }
  | { readonly title: string; readonly path: ''; readonly missing: string };

const found = new Map<string, Promise<CommandLine>>();

/**
 * Finds a client's command line, from npm's cache where it is there, and once for all files. Throws when npm fails for any other
 * reason than the network.
 */
export function findCommandLine(name: keyof typeof COMMAND_LINES): Promise<CommandLine> {
  const known = found.get(name) ?? lookUp(name);
  found.set(name, known);
  return known;
}

async function lookUp(name: keyof typeof COMMAND_LINES): Promise<CommandLine> {
  const { package: from, version, command } = COMMAND_LINES[name];
  const title = `${from}@${version}`;
  const options = { timeout: DOWNLOAD_MS, env: { ...process.env, ...NPM } };
  const args = ['--yes', '--package', title, '--call', `command -v ${command}`];
  try {
    const { stdout } = await promisify(execFile)('npx', args, options);
    return { title, path: stdout.trim(), missing: null };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (!UNREACHABLE.test(said)) throw error;
    const missing = `Skipped: ${title} is not in npm's cache, and the registry cannot be reached.`;
    console.warn(missing);
    return { title, path: '', missing };
  }
}
