import { builtinModules } from 'node:module';
import { startWorkerd } from '@aisystant/fleet';
import { build } from 'esbuild';

// Serves the peers that are Workers, in one workerd; it runs in its own process, as each measured system.

interface Peer {
  readonly port: number;
  /** Durable Object classes, by binding. */
  readonly objects?: { readonly [binding: string]: { readonly className: string; readonly useSQLite: true } };
}

const PEERS: { readonly [name: string]: Peer } = {
  bare: { port: 14_795 },
  echo: { port: 14_796 },
  limit: { port: 14_797, objects: { ROWS: { className: 'RowsObject', useSQLite: true } } },
  'new-object': { port: 14_800, objects: { FRESH: { className: 'FreshObject', useSQLite: true } } },
  'mcp-agent': { port: 14_798, objects: { WEEK: { className: 'WeekAgent', useSQLite: true } } },
};

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/workers/${name}.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*', ...builtinModules],
    // What `agents` depends on requires modules of Node.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" },
  });
  return outputFiles[0]?.text ?? '';
}

const workers = Object.entries(PEERS).map(async ([name, { port, objects }]) => ({
  name,
  compatibilityDate: '2026-11-02',
  compatibilityFlags: ['nodejs_compat'],
  modules: [{ type: 'ESModule', path: 'index.js', contents: await bundle(name) }],
  ...(objects && { durableObjects: objects }),
  unsafeDirectSockets: [{ host: '127.0.0.1', port }],
}));
const workerd = await startWorkerd({ workers: await Promise.all(workers) });
process.on('disconnect', async () => {
  await workerd.dispose();
  process.exit(0);
});
const ready = Object.entries(PEERS).map(([name, { port }]) => [name, `http://localhost:${port}/mcp`]);
process.send?.({ ready: Object.fromEntries(ready) });
