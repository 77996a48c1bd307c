import { applyD1Migrations } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import type { Role } from '../domain/role.ts';
import { type RequirementsEnv, server } from '../server.ts';

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
  const steps = Object.entries(migrations).map(([path, sql]) => ({
    name: path.replace(/^.*\//, ''),
    queries: queriesOf(sql),
  }));
  await applyD1Migrations(bindings.DB as D1Database, steps);
}

function queriesOf(sql: string): string[] {
  const queries = sql.replace(/^\s*--.*$/gm, '').split(';');
  return queries.map((query) => query.trim()).filter((query) => query !== '');
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
        ...[workspace, crypto.randomUUID(), email, role, role],
      ),
    ),
  ]);
  return emails;
}
