#!/usr/bin/env node
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { run } from './run.ts';
import { readSettings, servers, settingsFile, settingsFolder } from './settings.ts';
import { StdioError } from './stdio-error.ts';

const HELP = `Usage: aisystant-mcp --server NAME [--url ADDRESS]
       aisystant-mcp init

Connects a program that speaks MCP over stdio to a server of Aisystant.

  NAME       ${[...servers.keys()].join(', ')}
  --url      address of the server, where it is not the usual one
  init       asks which server and how to sign in, checks it, and keeps it
  --version  prints the version
  --help     prints this

Kept in ${settingsFile(settingsFolder(process.env))}, readable by its owner only. The environment goes first, here for dt-mcp:
  DT_MCP_TOKEN        personal token from the account page; without one the browser opens
  DT_MCP_URL          address of the server
  DT_MCP_TIMEOUT_MS   longest wait for an answer, 30000 when absent
  AISYSTANT_MCP_SERVER, AISYSTANT_MCP_HOME          server, and folder of the settings
  MCP_PROXY_BASE_URL, MCP_PROXY_TIMEOUT (seconds)   as the proxy of Bitrix24 had them
`;

const log = (line: string) => void process.stderr.write(`aisystant-mcp: ${line}\n`);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

try {
  await main(process.argv.slice(2));
  process.exit(0);
} catch (error) {
  log(error instanceof StdioError ? error.message : String(error));
  process.exit(1);
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help) return void process.stdout.write(HELP);
  if (values.version) return void process.stdout.write(`${manifest.version}\n`);
  if (positionals[0] === 'init') return (await import('./init.ts')).init(process.env, stop.signal);
  if (positionals.length > 0) throw new StdioError(`There is no command "${positionals[0]}".\n\n${HELP}`);
  const settings = await readSettings(values, process.env);
  await run(settings, { input: process.stdin, output: process.stdout, log }, stop.signal);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        url: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new StdioError(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}
