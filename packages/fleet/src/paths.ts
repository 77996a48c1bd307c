import path from 'node:path';

/** Root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Where the local fleet keeps its storage and secrets; not committed. */
export const STATE = path.join(ROOT, '.state');

/** Path of a Worker's `wrangler.toml`; the portal's stands at the root. */
export function configPath(name: string): string {
  return name === 'portal' ? path.join(ROOT, 'wrangler.toml') : path.join(ROOT, 'workers', name, 'wrangler.toml');
}
