import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { contractOf, type ServerContract, type ServerDefinition } from '@aisystant/mcp';
import { unstable_readConfig } from 'wrangler';
import { configPath, ROOT } from '../paths.ts';
import type { Kept, ServerEntry } from '../servers.ts';

/** What the documents say of a server: its declaration and its `wrangler.toml`. */
export interface Declared {
  readonly contract: ServerContract;
  readonly keeps: readonly Kept[];
  readonly copies?: ServerEntry['copies'];
  readonly pages: ServerEntry['pages'];
  readonly port: number;
  /** Whether it has Durable Objects. */
  readonly hasStore: boolean;
}

/** Reads a server's declaration. A package imports no worker, so it is loaded by path. */
export async function readDeclaration(name: string, root = ROOT): Promise<Declared> {
  const file = path.join(root, 'workers', name, 'src', 'server.ts');
  const { server }: { server: ServerDefinition<unknown, unknown> } = await import(pathToFileURL(file).href);
  // As it will be in its JSON, so that the two can be compared.
  const contract: ServerContract = JSON.parse(JSON.stringify(contractOf(server)));
  const pages = (server.pages ?? []).map(({ path, title }) => ({ path, title }));
  return {
    contract,
    keeps: server.keeps ?? [],
    ...(server.copies && { copies: server.copies }),
    pages,
    ...readConfig(name, root),
  };
}

/** What the documents take from a `wrangler.toml`. */
export function readConfig(name: string, root = ROOT): Pick<Declared, 'port' | 'hasStore'> {
  const { dev, durable_objects } = unstable_readConfig({ config: configPath(name, root) });
  if (dev.port === undefined) throw new Error(`${name}: its wrangler.toml has no [dev] port`);
  return {
    port: dev.port,
    hasStore: durable_objects.bindings.some(({ name }: { readonly name: string }) => name !== 'GRANT'),
  };
}
