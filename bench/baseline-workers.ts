import { startWorkerd } from '@aisystant/fleet';
import { build } from 'esbuild';

const PORTS = { bare: 15795, echo: 15796 } as const;

/** Starts the two Workers everything is compared with, in one workerd. */
export async function startBaselines(): Promise<{
  readonly bare: string;
  readonly echo: string;
  stop(): Promise<void>;
}> {
  const names = ['bare', 'echo'] as const;
  const workers = await Promise.all(
    names.map(async (name) => ({
      name,
      compatibilityDate: '2026-11-02',
      compatibilityFlags: ['nodejs_compat'],
      modules: [{ type: 'ESModule', path: 'index.js', contents: await bundle(name) }],
      unsafeDirectSockets: [{ host: '127.0.0.1', port: PORTS[name] }],
    })),
  );
  const workerd = await startWorkerd({ workers });
  return {
    bare: `http://localhost:${PORTS.bare}/mcp`,
    echo: `http://localhost:${PORTS.echo}/mcp`,
    stop: () => workerd.dispose(),
  };
}

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/baselines/${name}.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
  });
  return outputFiles[0]?.text ?? '';
}
