// The command line reads the servers' declarations in Node, where the globals of Workers are only names of types.
type DurableObjectId = import('@cloudflare/workers-types').DurableObjectId;
type ExecutionContext = import('@cloudflare/workers-types').ExecutionContext;
type KVNamespace = import('@cloudflare/workers-types').KVNamespace;
type RateLimit = import('@cloudflare/workers-types').RateLimit;

declare module 'cloudflare:workers' {
  export function waitUntil(promise: Promise<unknown>): void;
}
