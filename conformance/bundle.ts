import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Where the wrangler configuration of both servers under test stands. */
export const CONFIG = path.join(HERE, 'worker/wrangler.toml');

/**
 * The servers under test. `declared` has what our definitions offer; `complete` has, under the same kit, everything the
 * suite asks for.
 */
export type ServerName = 'declared' | 'complete';

/** Bundles a server under test as deployment does. Gives the text of its one module. */
export async function bundleServer(name: ServerName): Promise<string> {
  const seam = { uses: 0 };
  const result = await build({
    entryPoints: [path.join(HERE, `worker/${name}.ts`)],
    write: false,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'silent',
    plugins: name === 'complete' ? [filledSdk(seam)] : [],
  });
  // Were the kit to get its SDK elsewhere, the server would silently lose half of what the suite asks for.
  if (name === 'complete' && seam.uses !== 1) throw new Error('the kit no longer builds its server where it did');
  return result.outputFiles[0]?.text ?? '';
}

/** Gives the one module of the kit that builds the server of a request our SDK class, and every other module the real one. */
function filledSdk(seam: { uses: number }): Plugin {
  const builder = path.join('packages', 'mcp', 'src', 'worker', 'mcp-server.ts');
  return {
    name: 'filled-sdk',
    setup({ onResolve }) {
      onResolve({ filter: /^@modelcontextprotocol\/server$/ }, ({ importer }) => {
        if (!importer.endsWith(builder)) return undefined;
        seam.uses += 1;
        return { path: path.join(HERE, 'worker/sdk.ts') };
      });
    },
  };
}
