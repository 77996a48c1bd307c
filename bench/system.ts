import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Child, startChild } from './child.ts';
import type { Orders } from './serve.ts';

/** A fleet that is measured: in its own processes, on its own ports, with its own storage, its limits lifted. */
export interface System extends Orders, Pick<Child, 'usage' | 'stop'> {
  /** `this`, `base`, `counted` or `surrealdb`. */
  readonly name: string;
  /** The MCP endpoint of a server. */
  endpointOf(server: string): string;
  /** Whether the fleet of this checkout has a Worker of this name. */
  has(worker: string): boolean;
}

/** Root of this checkout. */
export const HERE = path.resolve(import.meta.dirname, '..');
const OFFSETS: { readonly [name: string]: number } = { this: 7_000, base: 9_000, counted: 11_000, surrealdb: 13_000 };

/**
 * Starts the fleet of a checkout that has `bench/serve.ts`; `wrapper` is the module that counts what its Workers use, and
 * `twinStore` where the twins are.
 */
export async function startSystem(
  name: string,
  checkout: string,
  { wrapper, twinStore }: { readonly wrapper?: string; readonly twinStore?: string } = {},
): Promise<System> {
  const offset = OFFSETS[name] ?? 0;
  console.error(`starting the fleet of ${name}`);
  const args = [String(offset), ...(wrapper === undefined ? [] : [wrapper])];
  const child = await startChild(path.join(checkout, 'bench', 'serve.ts'), args, {
    ...(twinStore !== undefined && { TWIN_STORE: twinStore }),
  });
  const order =
    <Name extends keyof Orders>(called: Name) =>
    (...args: Parameters<Orders[Name]>) =>
      child.order(called, ...args) as ReturnType<Orders[Name]>;
  return {
    name,
    endpointOf: (server) => child.endpoints[server] ?? '',
    has: (worker) => existsSync(path.join(checkout, 'workers', worker, 'wrangler.toml')),
    usage: child.usage,
    stop: child.stop,
    signIn: order('signIn'),
    giveTokens: order('giveTokens'),
    fill: order('fill'),
    sizeOfTwin: order('sizeOfTwin'),
    sizeOfCalls: order('sizeOfCalls'),
    footprint: order('footprint'),
  };
}
