import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { ROOT } from '../paths.ts';

const MIGRATIONS = path.join(ROOT, 'workers/requirements-mcp/migrations');
const BLOCKS = readFileSync(path.join(ROOT, 'docs/runbook.md'), 'utf8').split('```');

/** A block of SQL of the runbook, with its placeholders filled in. */
function sqlWith(mark: string, filled: { readonly [placeholder: string]: string }): string {
  const block = BLOCKS.find((text) => text.startsWith('sql\n') && text.includes(mark)) ?? '';
  return Object.entries(filled).reduce(
    (sql, [name, value]) => sql.replaceAll(`'${name}'`, `'${value}'`),
    block.replace('sql', ''),
  );
}

/** A workspace with one row of its member in every table. */
const workspace = (name: string, member: string) => `
  insert into workspace values ('${name}', '${name}', 'at');
  insert into entity (n, id, workspace, type, number, creator, version, write_id, created_at, updated_at)
    values ((select count(*) from entity) + 1, 'entity of ${name}', '${name}', 'epic', 1, '${member}', 1, 'w', 'at', 'at');
  insert into entity_words (rowid, title) select n, '${name}' from entity where workspace = '${name}';
  insert into deleted_entity values ('gone of ${name}', '${name}', 'epic', 2, 1);
  insert into revision values ('entity of ${name}', 1, 'at', '${member}', 'chat', '{}'), ('gone of ${name}', 1, 'at', '${member}', 'chat', '{}');
  insert into relationship values ('relation of ${name}', '${name}', 'entity of ${name}', 'b of ${name}', 'blocks', '${member}', 'at');
  insert into relationship_change (workspace, relationship, source, target, type, change, at, author, client)
    values ('${name}', 'relation of ${name}', 'entity of ${name}', 'b of ${name}', 'blocks', 'made', 'at', '${member}', 'chat');
  insert into comment (id, workspace, entity, author, content, created_at, updated_at)
    values ('comment of ${name}', '${name}', 'entity of ${name}', '${member}', 'words', 'at', 'at');
  insert into request values ('${name}', '${member}', 'key', null, 'made', 'at');
  insert into counter values ('${name}', 'epic', 2);
  insert into requirement_type (workspace, id, name, plain, description) values ('${name}', 't', 'Тип', 'тип', '');
  insert into ticket values ('hash of ${name}', 'export', '${name}', '${member}', 1, null);
  insert into invitation values ('invitation of ${name}', '${name}', 'guest@${name}', 'Guest', 'user', '${member}', 'at');`;

function filled(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const file of readdirSync(MIGRATIONS).toSorted()) db.exec(readFileSync(path.join(MIGRATIONS, file), 'utf8'));
  db.exec(
    workspace('private', 'anna at home') + workspace('team', 'anna at work') + workspace('stranger', 'boris at home'),
  );
  db.exec(`insert into member values
    ('private', 'anna at home', null, 'anna', 'Вы', 'administrator'), ('team', 'anna at work', 'anna@team', null, 'Анна', 'user'),
    ('team', 'boris at work', 'boris@team', null, 'Борис', 'administrator'), ('stranger', 'boris at home', null, 'boris', 'Вы', 'administrator')`);
  return db;
}

/** The tables, without those that SQLite makes for a full-text one. */
function tablesOf(db: DatabaseSync): readonly string[] {
  const made = "name like 'sqlite%' or name like 'entity_words_%'";
  const tables = db.prepare(`select name from sqlite_master where type = 'table' and not (${made})`).all();
  return tables.map(({ name }) => String(name));
}

/** Every row of every table, as `table {…}`. */
function rowsOf(db: DatabaseSync): readonly string[] {
  return tablesOf(db).flatMap((name) =>
    db
      .prepare(`select * from ${name}`)
      .all()
      .map((row) => `${name} ${JSON.stringify(row)}`),
  );
}

test('the statements of an erasure by hand take a private workspace whole, and from a team the name and e-mail', () => {
  const db = filled();
  const before = rowsOf(db);
  expect([...new Set(before.map((row) => row.split(' ')[0]))]).toEqual(tablesOf(db));
  const person = { USER_ID: 'anna', EMAIL: 'anna@team' };
  const found = db.prepare(sqlWith('as alone', person)).all();
  expect(found.map((row) => ({ ...row }))).toEqual([
    { workspace: 'private', member: 'anna at home', alone: 1 },
    { workspace: 'team', member: 'anna at work', alone: 0 },
  ]);
  db.exec(sqlWith('-- alone', { WORKSPACE: 'private' }));
  db.exec(sqlWith('-- with others', { ...person, WORKSPACE: 'team', MEMBER: 'anna at work' }));

  const after = rowsOf(db);
  expect(after.filter((row) => /private|anna at home|Анна|anna@team/.test(row))).toEqual([]);
  expect(db.prepare(sqlWith('as alone', person)).all()).toEqual([]);
  const ofAnna = /private|anna@team|^(request|ticket) .*anna at work/;
  expect(after.filter((row) => !row.includes('Бывший участник'))).toEqual(before.filter((row) => !ofAnna.test(row)));
});
