import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Path of the wrangler configuration of both servers under test. */
export const CONFIG = path.join(HERE, 'worker/wrangler.toml');

/** The servers under test: `declared` has what the kit offers, `complete` adds everything else the suite tests. */
export type ServerName = 'declared' | 'complete';

/** Bundles a server under test as deployment does. Returns the text of its one module. */
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
  // If the kit imported its SDK elsewhere, the server would silently lose half of the tested features.
  if (name === 'complete' && seam.uses !== 1) throw new Error('the kit no longer builds its server where it did');
  return result.outputFiles[0]?.text ?? '';
}

/** Replaces the SDK in the one module of the kit that builds the server of a request. */
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
