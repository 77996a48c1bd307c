import { createRequire } from 'node:module';
import type { Database } from '@aisystant/mcp/d1';

/** The part of Miniflare that is used; it is reached through wrangler, where TypeScript does not follow. */
interface MiniflareModule {
  readonly Miniflare: new (options: unknown) => Miniflare;
  convertV4MiniflareOptions(options: object): unknown;
}

/** A D1 database on this machine. */
export type LocalDatabase = Database;

/** A running workerd. */
export interface Miniflare {
  readonly ready: Promise<URL>;
  setOptions(options: unknown): Promise<void>;
  dispose(): Promise<void>;
  getDurableObjectNamespace(binding: string, worker: string): Promise<unknown>;
  getKVNamespace(binding: string, worker: string): Promise<unknown>;
  getD1Database(binding: string, worker: string): Promise<LocalDatabase>;
  getWorker(name: string): Promise<{ scheduled(event: { cron: string }): Promise<unknown> }>;
}

// Miniflare must be the one wrangler is built with: the newest one on the registry has other options.
const fromWrangler = createRequire(createRequire(import.meta.url).resolve('wrangler'));
const { Miniflare: Workerd, convertV4MiniflareOptions }: MiniflareModule = fromWrangler('miniflare');

const QUIET = { host: '127.0.0.1', port: 0, cf: false, telemetry: { enabled: false } } as const;

/** Options of a workerd on this machine that makes no network requests of its own; its entry Worker is unused. */
export function workerdOptions(options: object): unknown {
  return convertV4MiniflareOptions({ ...QUIET, ...options });
}

/** Starts a workerd and waits until it listens. */
export async function startWorkerd(options: object): Promise<Miniflare> {
  const workerd = new Workerd(workerdOptions(options));
  await workerd.ready;
  return workerd;
}
