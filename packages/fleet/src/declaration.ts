import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ServerDefinition } from '@aisystant/mcp';
import { ROOT } from './paths.ts';

/**
 * The declaration of a server whose build step has run. A package imports no worker, so it is loaded by path.
 * @param root absolute path of the repository that has the server
 */
export async function declarationOf(name: string, root = ROOT): Promise<ServerDefinition<unknown, unknown>> {
  const file = path.join(root, 'workers', name, 'src', 'server.ts');
  const { server }: { server: ServerDefinition<unknown, unknown> } = await import(pathToFileURL(file).href);
  return server;
}
