import path from 'node:path';
import { BuildError } from '../bundle.ts';
import type { WorkerEntry } from '../servers.ts';
import { DeployFailure, outputOf } from './failure.ts';
import { resolveConfig, writeConfig } from './resolved-config.ts';
import { wantedResources } from './resources.ts';
import { neededSecrets } from './secrets.ts';
import { readConfigOf } from './worker-config.ts';
import type { RunWrangler } from './wrangler.ts';

/** What a deployment of a server would bring about. */
export interface Plan {
  readonly server: string;
  readonly address: string;
  /** What would be created where it is missing. */
  readonly creates: readonly string[];
  /** Size of the bundle as it is uploaded, KiB, compressed. */
  readonly gzipKib: number;
  /** Path of the resolved configuration. */
  readonly config: string;
  /** Path of what would be sent to Cloudflare: a form with the modules and the source map. */
  readonly upload: string;
}

/** Builds a server; returns the path of its main module. Throws {@link BuildError}. */
export type BuildMain = (entry: WorkerEntry) => Promise<string>;

/** Builds a server as a deployment would, without an account and without a network. Throws {@link DeployFailure}. */
export async function dryRun(
  entry: WorkerEntry,
  folder: string,
  { wrangler, build }: { readonly wrangler: RunWrangler; readonly build: BuildMain },
): Promise<Plan> {
  const raw = readConfigOf(entry);
  const home = path.join(folder, entry.name);
  const config = await writeConfig(
    home,
    resolveConfig(entry.name, raw, { ids: new Map(), main: await builtMain(entry, build) }),
  );
  const upload = path.join(home, 'upload');
  const run = await wrangler(['deploy', '--dry-run', '--outfile', upload, '-c', config]);
  const output = outputOf(run, `building ${entry.name}`);
  const gzip = output.match(/gzip: ([\d.]+) KiB/)?.[1];
  if (gzip === undefined) throw new DeployFailure(`building ${entry.name}: wrangler named no size`, 'read its output');
  return {
    server: entry.name,
    address: entry.publicUrl,
    creates: [
      ...wantedResources(raw).map(({ title, name }) => `${title} ${name}`),
      ...(raw.durable_objects?.bindings ?? []).flatMap(({ class_name, script_name }) =>
        script_name === undefined ? [`Durable Object class ${class_name}`] : [],
      ),
      ...neededSecrets(raw).map((name) => `secret ${name}`),
    ],
    gzipKib: Number(gzip),
    config,
    upload,
  };
}

/** The path of a server's main module, built now. Throws {@link DeployFailure}. */
export async function builtMain(entry: WorkerEntry, build: BuildMain): Promise<string> {
  return build(entry).catch((error: unknown) => {
    throw error instanceof BuildError ? new DeployFailure(error.message, 'fix what the build names') : error;
  });
}

/** A plan for a person. */
export function renderPlan({ server, address, creates, gzipKib }: Plan): string {
  return [
    server,
    `  address  ${address}`,
    `  bundle   ${gzipKib} KiB, compressed`,
    ...creates.map((each) => `  creates  ${each}, unless it is there`),
  ].join('\n');
}
