import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { indexText, stemOfCommon } from '@aisystant/search';
import { expect, test } from 'vitest';
import { searchWords } from '../src/domain/search-words.ts';
import { indexedComment, indexedWords, matchExpression } from '../src/store/entity-words.ts';

const FOLDER = path.join(import.meta.dirname, '../migrations');
const files = readdirSync(FOLDER).sort();
const stems = (text: string) => indexText(text, stemOfCommon);
const [MINE, OTHER] = ['a'.repeat(32), 'b'.repeat(32)] as const;

/** A database as the first two steps left it, with an entity of two workspaces each, and a thread of comments. */
function before(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  for (const file of files.slice(0, 2)) db.exec(readFileSync(path.join(FOLDER, file), 'utf8'));
  for (const [n, workspace] of [MINE, OTHER].entries()) {
    db.prepare("INSERT INTO workspace VALUES (?, 'Имя', '')").run(workspace);
    db.prepare(
      `INSERT INTO entity (n, id, workspace, type, number, title, creator, version, write_id, created_at, updated_at)
       VALUES (?, ?, ?, 'epic', 12, 'т', 'm', 1, '', '', '')`,
    ).run(n + 1, `epic ${n}`, workspace);
    db.prepare("INSERT INTO entity_fts VALUES (?, ?, ?, 'ep 012', ?)").run(
      stems('Вход сотрудников'),
      '',
      ` ${stems('Когда будет подсветка')}`,
      workspace,
    );
  }
  for (const [id, parent] of [
    ['first', null],
    ['reply', 'first'],
    ['answer', 'reply'],
  ]) {
    db.prepare(
      `INSERT INTO comment (id, workspace, entity, parent, author, content, created_at, updated_at)
       VALUES (?, ?, 'epic 0', ?, 'm', 'с', '', '')`,
    ).run(id ?? '', MINE, parent ?? null);
  }
  return db;
}

test('the steps keep what is found by its words, in its workspace, and the depth of each comment', () => {
  const db = before();
  for (const file of files.slice(2)) db.exec(readFileSync(path.join(FOLDER, file), 'utf8'));
  const found = (workspace: string, query: string) => {
    const match = matchExpression(workspace, { terms: searchWords(query).terms, match: 'all' });
    return db
      .prepare('SELECT rowid AS n FROM entity_words WHERE entity_words MATCH ?')
      .all(match)
      .map(({ n }) => n);
  };
  for (const query of ['входами', 'сотр', 'подсветки', 'ep-12', 'EP-012', 'вход подсветка']) {
    expect([found(MINE, query), found(OTHER, query)], query).toEqual([[1], [2]]);
  }
  expect(found(MINE, 'выход')).toEqual([]);
  const [row] = db.prepare('SELECT title, description, comments FROM entity_words WHERE rowid = 1').all();
  expect({ ...row }).toEqual({
    title: indexedWords(MINE, 'Вход сотрудников'),
    description: '',
    comments: indexedComment(MINE, 'Когда будет подсветка'),
  });
  const depths = db.prepare('SELECT id, depth FROM comment ORDER BY n').all();
  expect(depths.map(({ id, depth }) => [id, depth])).toEqual([
    ['first', 0],
    ['reply', 1],
    ['answer', 2],
  ]);
});
