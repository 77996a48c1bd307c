import { env, exports } from 'cloudflare:workers';
import type { Principal } from '@aisystant/oauth';
import { createPeople, migrateD1, type Reply, send } from '@aisystant/testing';
import type { Role } from '../domain/role.ts';
import { type RequirementsEnv, server } from '../server.ts';
import { d1RequirementsStore } from '../store/d1-requirements-store.ts';
import { membershipOf } from '../store/membership.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

/** The Worker under test. */
export const bindings = env as unknown as RequirementsEnv;

/** People of this server. */
export const people = createPeople(server, env, exports);

const migrations = import.meta.glob<string>('../../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Makes the tables, once. */
export async function migrate(): Promise<void> {
  await migrateD1(bindings.DB, migrations);
}

/** The workspace of a person, as it is at each call. */
export function storeOf(person: Pick<Principal, 'userId' | 'email'>): RequirementsStore {
  const { DB } = bindings;
  return d1RequirementsStore(DB, () => membershipOf(DB, { ...person, clientId: 'test', scopes: [] }));
}

/** A new shared workspace and the e-mail of a member of each role. */
export async function sharedWorkspace(): Promise<{ readonly [role in Role]: string }> {
  const workspace = crypto.randomUUID().replaceAll('-', '');
  const emails = {
    administrator: `admin-${workspace}@example.test`,
    user: `user-${workspace}@example.test`,
    commenter: `commenter-${workspace}@example.test`,
  };
  const { DB } = bindings;
  await DB.batch([
    DB.prepare("INSERT INTO workspace (id, name, created_at) VALUES (?, 'Общее', '2026-11-28T00:00:00.000Z')").bind(
      workspace,
    ),
    ...Object.entries(emails).map(([role, email]) =>
      DB.prepare('INSERT INTO member (workspace, id, email, name, role) VALUES (?, ?, ?, ?, ?)').bind(
        workspace,
        crypto.randomUUID(),
        email,
        role,
        role,
      ),
    ),
  ]);
  return emails;
}

/** Someone who reads over MCP. */
export interface Reader {
  readonly endpoint: string;
  readonly fetch: typeof people.fetch;
  call(tool: string, input: object): Promise<Reply>;
  read(uri: string): Promise<Reply>;
  /** What is at an address; fails the test when there is nothing. */
  json(uri: string): Promise<Record<string, unknown>>;
  prompt(name: string, args: object): Promise<Reply>;
  complete(ref: object, name: string, value: string): Promise<{ readonly values: readonly string[] }>;
}

/** Signs a new person in, by default one without an e-mail. */
export async function newReader(email?: string): Promise<Reader> {
  const { token, call } = await people.signIn(undefined, undefined, email);
  const { endpoint, fetch } = people;
  // The newest protocol repeats an address in a header, which takes no Cyrillic letters.
  const ask = (method: string, params: Readonly<Record<string, unknown>>) =>
    send(fetch, endpoint, { method, params, token, era: '2025-11-25' });
  const read = (uri: string) => ask('resources/read', { uri });
  return {
    endpoint,
    fetch,
    call,
    read,
    async json(uri) {
      const reply = await read(uri);
      const [content] = (reply.result?.['contents'] ?? []) as { readonly text: string }[];
      if (content === undefined) throw new Error(`${uri}: ${reply.text}`);
      return JSON.parse(content.text);
    },
    prompt: (name, args) => ask('prompts/get', { name, arguments: args }),
    async complete(ref, name, value) {
      const reply = await ask('completion/complete', { ref, argument: { name, value } });
      return reply.result?.['completion'] as { readonly values: readonly string[] };
    },
  };
}
