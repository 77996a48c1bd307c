import { contractOf, openApiOf, type ServerContract } from '@aisystant/mcp';
import { unstable_readConfig } from 'wrangler';
import { declarationOf } from '../declaration.ts';
import { configPath, ROOT } from '../paths.ts';
import type { Kept, ServerEntry } from '../servers.ts';

/** What the documents say of a server: its declaration and its `wrangler.toml`. */
export interface Declared {
  readonly contract: ServerContract;
  readonly needsEmail: boolean;
  readonly keeps: readonly Kept[];
  readonly copies?: ServerEntry['copies'];
  readonly pages: ServerEntry['pages'];
  /** Its REST interface as an OpenAPI document; null without one. */
  readonly openApi: ReturnType<typeof openApiOf>;
  readonly port: number;
  /** The tool by which a person erases what the server keeps of them. */
  readonly erasedBy?: string;
  /** The class of the objects that keep the records of one person each. */
  readonly personObject: string | null;
  /** Whether it has a database, with the rows of everybody. */
  readonly hasDatabase: boolean;
}

/** Reads what the documents say of a server. Its build step must have run. */
export async function readDeclaration(name: string, root = ROOT): Promise<Declared> {
  const server = await declarationOf(name, root);
  // As it will be in its JSON, so that the two can be compared.
  const contract: ServerContract = JSON.parse(JSON.stringify(contractOf(server)));
  const pages = (server.pages ?? []).map(({ path, title }) => ({ path, title }));
  return {
    contract,
    needsEmail: server.needsEmail,
    keeps: server.keeps ?? [],
    ...(server.copies && { copies: server.copies }),
    ...(server.ownData && { erasedBy: server.ownData.erase.name }),
    pages,
    openApi: openApiOf(server),
    ...readConfig(name, root),
  };
}

/**
 * Bindings of Durable Objects that keep no records: of the sign-in, and the pace of a third party. A list, since a
 * `wrangler.toml` does not tell what an object keeps.
 */
const WITHOUT_RECORDS = ['GRANT', 'ACTIVITY', 'PACE'];

/** What the documents take from a `wrangler.toml`. */
export function readConfig(name: string, root = ROOT): Pick<Declared, 'port' | 'personObject' | 'hasDatabase'> {
  const { dev, durable_objects, d1_databases } = unstable_readConfig({ config: configPath(name, root) });
  if (dev.port === undefined) throw new Error(`${name}: its wrangler.toml has no [dev] port`);
  const bindings: readonly { readonly name: string; readonly class_name: string }[] = durable_objects.bindings;
  const own = bindings.find(({ name }) => !WITHOUT_RECORDS.includes(name));
  return { port: dev.port, personObject: own?.class_name ?? null, hasDatabase: d1_databases.length > 0 };
}
