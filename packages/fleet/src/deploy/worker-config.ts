import { experimental_readRawConfig } from 'wrangler';
import { VECTOR_SEARCH } from '../manifest.ts';
import { configPath } from '../paths.ts';
import { app, deployedAt, portal, type WorkerEntry } from '../servers.ts';

/** The parts of a `wrangler.toml` that a deployment reads; the rest is passed on unchanged. */
export interface WorkerConfig {
  readonly name?: string;
  readonly main?: string;
  readonly vars?: { readonly [variable: string]: unknown };
  readonly kv_namespaces?: readonly { readonly binding: string; readonly id: string }[];
  readonly durable_objects?: {
    readonly bindings: readonly { readonly class_name: string; readonly script_name?: string }[];
  };
  readonly ai?: { readonly binding: string; readonly remote?: boolean };
  readonly vectorize?: readonly { readonly binding: string; readonly index_name: string }[];
  readonly d1_databases?: readonly { readonly database_name: string; readonly migrations_dir?: string }[];
  readonly [field: string]: unknown;
}

/**
 * Reads a Worker's `wrangler.toml`, with what the manifest says of the Worker put in: its name, its address and that of the portal,
 * and what it searches by meaning with.
 */
export function readConfigOf(entry: WorkerEntry, vectorSearch = VECTOR_SEARCH): WorkerConfig {
  const { rawConfig }: { readonly rawConfig: WorkerConfig } = experimental_readRawConfig({
    config: configPath(entry.name),
  });
  const signsIn = rawConfig.kv_namespaces?.some(({ binding }) => binding === 'OAUTH_KV') ?? false;
  const vars = {
    ...rawConfig.vars,
    BASE_URL: entry.publicUrl,
    PORTAL_URL: portal.publicUrl,
    IDENTITY_CLIENT_ID: entry.name,
    ...(entry === app && { GUIDES_URL: deployedAt('guides-mcp') }),
  };
  const vectors = { ai: { binding: 'AI' }, vectorize: [{ binding: 'VECTORS', index_name: 'guides-mcp' }] };
  return {
    ...rawConfig,
    name: entry.name,
    ...(signsIn && { vars }),
    ...(vectorSearch.includes(entry.name) && vectors),
  };
}
