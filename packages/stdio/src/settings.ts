import { homedir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { parseJson } from './json.ts';
import { readPrivateFile } from './private-file.ts';
import SERVERS from './servers.json' with { type: 'json' };
import { StdioError } from './stdio-error.ts';
import { isToken } from './token.ts';

/** Where each server of the fleet is deployed, by name. */
export const servers: ReadonlyMap<string, string> = new Map(Object.entries(SERVERS));

/** How one server is reached. */
export interface Settings {
  /** Name of the server, also of the file that keeps its sign-in. */
  readonly name: string;
  /** Address of its MCP endpoint. */
  readonly url: URL;
  /** Personal token; null signs in through the browser. */
  readonly token: string | null;
  /** Longest wait for the whole answer to one request, milliseconds. */
  readonly timeoutMs: number;
  /** Folder of the settings and of what the browser sign-in gave. */
  readonly folder: string;
}

/** The variables of a process. */
export type Variables = { readonly [name: string]: string | undefined };

const DEFAULT_TIMEOUT_MS = 30_000;
/** Beyond this, 24 days, a timer fires at once. */
const MOST_MS = 2 ** 31 - 1;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const Kept = z.record(
  z.string(),
  z.strictObject({
    url: z.url().optional(),
    token: z.string().min(1).optional(),
    timeout_ms: z.int().min(1).max(MOST_MS).optional(),
  }),
);

/** The settings that are kept of every server. */
export type KeptSettings = z.output<typeof Kept>;

/** Folder of the settings: `AISYSTANT_MCP_HOME`, or that of the system for settings of programs. */
export function settingsFolder(env: Variables): string {
  if (env['AISYSTANT_MCP_HOME']) return env['AISYSTANT_MCP_HOME'];
  const system = process.platform === 'win32' ? env['APPDATA'] : env['XDG_CONFIG_HOME'];
  return path.join(system || path.join(homedir(), '.config'), 'aisystant-mcp');
}

/** The file of the settings. */
export const settingsFile = (folder: string) => path.join(folder, 'config.json');

/** Reads the kept settings. Throws {@link StdioError} for a file that others may read, or that does not parse. */
export async function readKept(folder: string): Promise<KeptSettings> {
  const file = settingsFile(folder);
  const text = await readPrivateFile(file);
  if (text === null) return {};
  const json = parseJson(text);
  if (json === undefined) throw new StdioError(`${file} is not valid JSON.`);
  const parsed = Kept.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StdioError(`${file} is not right at ${issue?.path.join('.') || 'its beginning'}: ${issue?.message}`);
}

/** The server whose older proxy had variables of its own. */
const PROXIED = 'bitrix24-mcp';

/** What the command line says. */
export interface Wanted {
  readonly server?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * Reads the settings of one server: the command line wins, then the environment, then the file, then the deployed address.
 * The two variables of the Bitrix24 proxy, `MCP_PROXY_BASE_URL` and `MCP_PROXY_TIMEOUT` (seconds), count last in the
 * environment and for bitrix24-mcp only, which they mean when no server is named: a token of another server must not go
 * to that address. Throws {@link StdioError} that says what is missing or wrong.
 */
export async function readSettings({ server, url }: Wanted, env: Variables): Promise<Settings> {
  const name = server || env['AISYSTANT_MCP_SERVER'] || (env['MCP_PROXY_BASE_URL'] ? PROXIED : '');
  if (!/^[a-z0-9-]{1,64}$/.test(name)) throw new StdioError(`Name a server: --server ${[...servers.keys()].join('|')}`);
  const folder = settingsFolder(env);
  const kept = (await readKept(folder))[name] ?? {};
  const nameOf = (variable: string) => `${name.toUpperCase().replaceAll('-', '_')}_${variable}`;
  const own = (variable: string) => env[nameOf(variable)] || undefined;
  const proxy = name === PROXIED ? { url: env['MCP_PROXY_BASE_URL'], seconds: env['MCP_PROXY_TIMEOUT'] } : {};
  const address = url || own('URL') || (proxy.url && endpointOf(proxy.url)) || kept.url || servers.get(name);
  if (!address) throw new StdioError(`The fleet has no ${name}; give its address with --url. ${LIST}`);
  return {
    name,
    url: addressOf(address),
    token: tokenOf(own('TOKEN') ?? kept.token ?? null),
    timeoutMs:
      wholeMs(nameOf('TIMEOUT_MS'), own('TIMEOUT_MS')) ??
      wholeMs('MCP_PROXY_TIMEOUT', proxy.seconds, 1_000) ??
      kept.timeout_ms ??
      DEFAULT_TIMEOUT_MS,
    folder,
  };
}

const LIST = `It has: ${[...servers.keys()].join(', ')}.`;

/** An address that a token may be sent to. Throws {@link StdioError}. */
export function addressOf(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new StdioError(`"${text}" is not the address of a server.`);
  if (url.username || url.password) throw new StdioError('An address may have no user name or password.');
  if (!isSafeAddress(url)) {
    throw new StdioError(`${url.origin} is not encrypted: only this computer may be reached by http.`);
  }
  return url;
}

/** Whether an address is encrypted, or of this computer. */
export function isSafeAddress({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** The endpoint below a base address; an address with a path of its own is the endpoint. */
function endpointOf(base: string): string {
  const url = URL.parse(base);
  return url?.pathname === '/' ? new URL('/mcp', url).href : base;
}

/** The token in a text, null where there is none. Throws {@link StdioError}, which must not show what was given. */
export function tokenOf(token: string | null): string | null {
  const word = token?.trim() ?? '';
  if (word === '') return null;
  if (!isToken(word)) throw new StdioError('The token has characters that no token has.');
  return word;
}

/** The milliseconds that a variable says in its unit; null where it says nothing. Throws {@link StdioError}, which names it. */
function wholeMs(variable: string, text: string | undefined, unitMs = 1): number | null {
  if (!text) return null;
  const ms = Math.round(Number(text) * unitMs);
  if (ms >= 1 && ms <= MOST_MS) return ms;
  const unit = unitMs === 1 ? 'milliseconds' : 'seconds';
  throw new StdioError(`${variable} is no timeout: it must be a number of ${unit} above zero, of at most 24 days.`);
}
