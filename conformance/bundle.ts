import path from 'node:path';
import { type BundledCode, type BundlerPlugin, bundleCode } from '@aisystant/fleet';

const HERE = import.meta.dirname;

/** Path of the wrangler configuration of both servers under test. */
export const CONFIG = path.join(HERE, 'worker/wrangler.toml');

/** The servers under test: `declared` has what the kit offers, `complete` adds everything else the suite tests. */
export type ServerName = 'declared' | 'complete';

/** Bundles a server under test as deployment does. Returns its modules, the main one first. */
export async function bundleServer(name: ServerName): Promise<BundledCode['modules']> {
  const seam = { uses: 0 };
  const { modules } = await bundleCode(path.join(HERE, `worker/${name}.ts`), {
    name,
    home: path.join(HERE, '.build'),
    // What the suite asks for beyond the kit is registered with the SDK's own registry.
    ...(name === 'complete' && { plugins: [filledSdk(seam)], wholeLibraries: true }),
  });
  // If the kit imported its SDK elsewhere, the server would silently lose half of the tested features.
  if (name === 'complete' && seam.uses !== 1) throw new Error('the kit no longer builds its server where it did');
  return modules;
}

/** Replaces the SDK in the one module of the kit that builds the server of a request. */
function filledSdk(seam: { uses: number }): BundlerPlugin {
  const builder = path.join('packages', 'mcp', 'src', 'worker', 'mcp-server.ts');
  return {
    name: 'filled-sdk',
    resolveId: {
      filter: { id: /^@modelcontextprotocol\/server$/ },
      handler(_, importer) {
        if (!importer?.endsWith(builder)) return null;
        seam.uses += 1;
        return path.join(HERE, 'worker/sdk.ts');
      },
    },
  };
}
