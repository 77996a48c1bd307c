import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configPath } from '../paths.ts';
import type { ResourceIds } from './resources.ts';
import type { WorkerConfig } from './worker-config.ts';

/**
 * The configuration with the account's ids instead of names, absolute paths, and the bundle in place of the sources. A dry
 * run has no ids and keeps names. `main` is the path of the bundle's main module; while resources are prepared, there is none.
 */
export function resolveConfig(
  name: string,
  { build: _, ...config }: WorkerConfig,
  { ids, main }: { readonly ids: ResourceIds; readonly main: string | null },
): WorkerConfig {
  const home = path.dirname(configPath(name));
  const { kv_namespaces, d1_databases } = config;
  return {
    ...config,
    main: main ?? path.resolve(home, config.main ?? ''),
    // What was bundled and tested here is uploaded as it is, with its source map.
    ...(main !== null && { no_bundle: true, upload_source_maps: true }),
    ...(kv_namespaces && {
      kv_namespaces: kv_namespaces.map((each) => ({ ...each, id: ids.get(each.id) ?? each.id })),
    }),
    ...(d1_databases && {
      d1_databases: d1_databases.map((each) => ({
        ...each,
        database_id: ids.get(each.database_name) ?? each.database_name,
        ...(each.migrations_dir !== undefined && { migrations_dir: path.resolve(home, each.migrations_dir) }),
      })),
    }),
  };
}

/** Writes a resolved configuration where wrangler reads it from; gives its path. */
export async function writeConfig(folder: string, config: WorkerConfig): Promise<string> {
  const file = path.join(folder, 'wrangler.jsonc');
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`);
  return file;
}
