import fleet from '../../../docs/fleet.json' with { type: 'json' };
import { ACCOUNT_DOMAIN, APP } from './manifest.ts';

/** One Worker of the fleet. */
export interface WorkerEntry {
  /** Name of the Worker and of the MCP server; its folder in `workers/`. */
  readonly name: string;
  readonly title: { readonly ru: string; readonly en: string };
  /** Port in the local fleet. */
  readonly port: number;
  /** Origin where it is deployed. */
  readonly publicUrl: string;
}

/** An MCP server of the fleet. */
export interface ServerEntry extends WorkerEntry {
  /** Scopes that it declares. */
  readonly scopes: readonly string[];
  /** Whether it asks for the verified e-mail of a person, and keeps it. */
  readonly needsEmail: boolean;
  /** What it keeps about a person. */
  readonly keeps: readonly Kept[];
  /** What it copies from another system, in words for the privacy page. */
  readonly copies?: WorkerEntry['title'];
  readonly tools: readonly ToolEntry[];
  /** Public pages beside its front page. */
  readonly pages: readonly { readonly path: string; readonly title: WorkerEntry['title'] }[];
}

/** A tool of a server, by its contract. */
export interface ToolEntry {
  readonly name: string;
  readonly title: string;
  readonly intent: string;
  readonly effect: 'read' | 'write' | 'destructive';
  /** Whether `tools/list` shows it at the plain address; with `?tools=full` it shows all. */
  readonly listed: boolean;
}

/** `KeptData` of the kit, as JSON has it: the portal does not import the kit. */
export interface Kept {
  readonly table: string;
  readonly ru: string;
  readonly en: string;
  readonly remains?: boolean;
}

/** Origin where a Worker is deployed. */
export const deployedAt = (name: string) => `https://${name}.${ACCOUNT_DOMAIN}`;

/** The front page: no data, no secrets. */
export const portal: WorkerEntry = {
  name: 'portal',
  title: { ru: 'Главная страница', en: 'Front page' },
  port: fleet.portal.port,
  publicUrl: deployedAt('portal'),
};

/** The MCP servers, in the order of the manifest. `docs/fleet.json` is derived from their declarations and `wrangler.toml`. */
export const mcpServers: readonly ServerEntry[] = fleet.servers.map(
  (server) => ({ ...server, publicUrl: deployedAt(server.name) }) as ServerEntry,
);

/** Every Worker of the fleet but the app: those that start and are deployed when none is named. */
export const workers: readonly WorkerEntry[] = [portal, ...mcpServers];

/**
 * Several servers at one address. It is in neither list above: what it has is theirs, so contracts, tables, the portal, the packages
 * and the privacy page do not name it. It starts and is deployed only when it is named.
 */
export const app: WorkerEntry = {
  name: APP.name,
  title: { ru: 'Всё вместе', en: 'All in one' },
  port: fleet.app.port,
  publicUrl: deployedAt(APP.name),
};
