import path from 'node:path';
import { unstable_getMiniflareWorkerOptions } from 'wrangler';
import { type Bundle, bundleWorker } from './bundle.ts';
import { migrateLocally } from './local-databases.ts';
import { localVariables } from './local-variables.ts';
import { type Miniflare, startWorkerd } from './miniflare.ts';
import { workers } from './servers.ts';

/** Where a Worker listens on this machine, and with which variables. */
export interface LocalWorker {
  /** Its name in workerd. */
  readonly name: string;
  readonly port: number;
  /** Variables that replace those of its `wrangler.toml`. */
  readonly bindings: object;
}

/** The options of workerd for a bundled Worker. */
export function localWorker({ config, folder, modules }: Bundle, { name, port, bindings }: LocalWorker): object {
  const { modulesRules: _, ...worker } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return {
    ...worker,
    name,
    modulesRoot: folder,
    modules: modules.map((module) => ({ type: module.type, path: path.join(folder, module.name) })),
    bindings: { ...(worker.bindings as object), ...bindings },
    unsafeDirectSockets: [{ host: '127.0.0.1', port }],
  };
}

/**
 * Starts copies of one server in a workerd of their own, without the rest of the fleet: each at a port and with variables that
 * differ from the local ones. Nothing is kept. Throws for a name that no server has.
 */
export async function startCopies(
  server: string,
  copies: readonly { readonly port: number; readonly variables: { readonly [name: string]: string } }[],
): Promise<Miniflare> {
  const entry = workers.find(({ name }) => name === server);
  if (!entry) throw new Error(`the fleet has no ${server}`);
  const bundle = await bundleWorker(entry);
  const secrets = { subjectKey: 'a key of user ids that is long enough', clientSecret: 'a secret of the sign-in' };
  const nameOf = (port: number) => `${server}-${port}`;
  const workerd = await startWorkerd({
    workers: copies.map(({ port, variables }) => {
      const bindings = { ...localVariables({ name: server, port }, secrets), ...variables };
      return localWorker(bundle, { name: nameOf(port), port, bindings });
    }),
  });
  // The copies share their databases.
  for (const { port } of copies.slice(0, 1)) await migrateLocally(workerd, server, nameOf(port));
  return workerd;
}
