import path from 'node:path';

/** Root of the repository. */
export const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Where the local fleet keeps its storage and secrets; not committed. */
export const STATE = path.join(ROOT, '.state');

/** Path of a Worker's `wrangler.toml`; the portal's is at the root. */
export function configPath(name: string, root = ROOT): string {
  return name === 'portal' ? path.join(root, 'wrangler.toml') : path.join(root, 'workers', name, 'wrangler.toml');
}
