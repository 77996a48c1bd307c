import { keptDataContract, largestInputsContract, twoPeopleContract } from '@aisystant/testing';
import { beforeAll, expect, test } from 'vitest';
import { keptData } from './kept-data.ts';
import { server } from './server.ts';
import { markOf } from './store/entity-words.ts';
import { bindings, migrate, people, sharedWorkspace } from './testing/workspace.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { getDictionaries } from './tools/reading/get-dictionaries.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { deleteMyData } from './tools/rights/delete-my-data.ts';

beforeAll(migrate);

const TABLES = [
  ...['member', 'invitation', 'entity', 'deleted_entity', 'relationship', 'comment', 'request', 'counter', 'ticket'],
  'requirement_type',
  'relationship_change',
];

/** All rows of the workspace of a person, as text. */
async function snapshot(userId: string): Promise<string> {
  const db = bindings.DB as D1Database;
  const [workspace] = (await db.prepare('SELECT workspace FROM member WHERE person = ?').bind(userId).all()).results;
  const id = workspace?.['workspace'] ?? '';
  const entities =
    '(SELECT id FROM entity WHERE workspace = ?1 UNION ALL SELECT id FROM deleted_entity WHERE workspace = ?1)';
  const rows = await db.batch([
    db.prepare('SELECT * FROM workspace WHERE id = ?1').bind(id),
    db.prepare(`SELECT * FROM revision WHERE entity IN ${entities}`).bind(id),
    ...TABLES.map((table) => db.prepare(`SELECT * FROM ${table} WHERE workspace = ?1`).bind(id)),
    db.prepare('SELECT rowid, * FROM entity_words WHERE entity_words MATCH ?1').bind(`"${markOf(String(id))}"*`),
  ]);
  return JSON.stringify(rows.map(({ results }) => results));
}

/** An epic with words in every field of text, and what is below it. */
async function fill(userId: string, words: string): Promise<void> {
  await people.clientOf(userId)(createEpic, { title: words, description: words, priority: 2 });
}

const saves = (words: string) =>
  [
    ['update_epic', { epic_id: 'EP-001', priority: 1, expected_version: 1 }],
    ['create_user_story', { epic_id: 'EP-001', title: words, priority: 1 }],
    ['create_acceptance_criteria', { user_story_id: 'US-001', description: words }],
    ['create_requirement', { user_story_id: 'US-001', title: words, description: words, type_id: 'data', priority: 1 }],
    ['create_requirement', { user_story_id: 'US-001', title: words, type_id: 'interface', priority: 1 }],
    ['create_relationship', RELATED],
    ['add_comment', { entity_id: 'EP-001', content: words, linked_text: words }],
    ['add_comment', { entity_id: 'REQ-001', content: words, linked_text: words }],
  ] as const;

const RELATED = {
  source_requirement_id: 'REQ-001',
  target_requirement_id: 'REQ-002',
  relationship_type_id: 'depends_on',
};
const ENDS = ['source.title', 'target.title'];

const WRONG: readonly (readonly [string, string, Readonly<Record<string, unknown>>, string])[] = [
  ['a priority of 5', 'create_epic', { priority: 5 }, 'priority'],
  ['a title of spaces', 'create_epic', { title: '   ' }, 'title'],
  ['a title of 501 characters', 'create_epic', { title: 'ж'.repeat(501) }, 'title'],
  ['a status that there is not', 'update_epic', { status: 'Active' }, 'status'],
  ['a status that may not follow', 'update_epic', { status: 'Done' }, 'status'],
  ['a story without a role', 'create_user_story', { description: 'Сделать вход' }, 'description'],
  ['a type that there is not', 'create_requirement', { type_id: 'Magic' }, 'type_id'],
  ['a status that there is not', 'list_epics', { status: 'Active' }, 'status'],
  ['a limit of none', 'list_epics', { limit: 0 }, 'limit'],
  ['a limit above a hundred', 'list_epics', { limit: 101 }, 'limit'],
  ['a made-up cursor', 'list_epics', { cursor: 'abc' }, 'cursor'],
  ['an assignee that is no UUID', 'list_epics', { assignee_id: 'anna' }, 'assignee_id'],
  ['a type of entity that there is not', 'search_global', { entity_types: ['task'] }, 'entity_types.0'],
  ['an offset below zero', 'search_global', { offset: -1 }, 'offset'],
  ['a status of an epic', 'search_requirements', { status: 'Backlog' }, 'status'],
  ['a state that there is not', 'list_comments', { state: 'closed' }, 'state'],
];

keptDataContract({
  server,
  people,
  fill,
  saves,
  snapshot,
  wrongInputs: WRONG,
  wordsIn: {
    update_epic: ['title'],
    create_user_story: ['title'],
    create_requirement: ['title'],
    create_relationship: ENDS.map((end) => `relationship.${end}`),
    list_relationships: ENDS.map((end) => `relationships.*.${end}`),
    add_comment: ['comment.content', 'comment.linked_text', 'entity.title'],
    list_epics: ['epics.*.title'],
    get_entity: ['description', 'title'],
    get_hierarchy: ['items.*.title', 'root.title'],
    get_history: ['entity.title', 'revisions.*.changes.*.to'],
    list_comments: ['comments.*.content', 'comments.*.linked_text', 'entity.title'],
  },
});

twoPeopleContract({
  people,
  async saveRecords({ call }, words) {
    for (const n of [1, 2, 3]) await call('create_epic', { title: `${words} ${n}`, priority: n });
  },
  list: {
    call: ['list_epics', {}],
    scope: 'requirements:read',
    length: 3,
    ids: (data) => (data as { epics: { id: string }[] }).epics.map(({ id }) => id),
  },
  calls: [
    (words, i) => ['create_user_story', { epic_id: 'EP-1', title: `${words} ${i}`, priority: 2 }],
    () => ['list_epics', {}],
    () => ['get_hierarchy', { id: 'EP-001' }],
    (words) => ['search_global', { query: words }],
  ],
});

/** The largest inputs that the schemas take, filled with one character. */
const largest = (character: string): readonly (readonly [string, object])[] => {
  const words = (length: number) => character.repeat(length);
  const texts = { title: words(500), description: words(50_000) };
  const requirement = { user_story_id: 'US-1', priority: 1 };
  return [
    ['create_epic', { title: words(500), priority: 1, idempotency_key: words(150) }],
    ['create_user_story', { title: words(500), epic_id: 'EP-1', priority: 1 }],
    ['create_requirement', { ...requirement, title: words(500), type_id: 'Data' }],
    ['create_requirement', { ...requirement, title: words(500), type_id: 'Interface' }],
    ['create_epic', { ...texts, priority: 1 }],
    ['create_acceptance_criteria', { user_story_id: 'US-1', description: words(50_000) }],
    ['create_requirement', { ...requirement, ...texts, type_id: 'Data' }],
    ['update_epic', { epic_id: 'EP-1', title: words(499), description: words(50_000), expected_version: 1 }],
    ['create_relationship', RELATED],
    ['add_comment', { entity_id: 'REQ-1', content: words(10_000) }],
    ['add_comment', { entity_id: 'REQ-1', content: words(9_999) }],
    ['add_comment', { entity_id: 'EP-1', content: words(10_000), linked_text: words(1_000) }],
  ];
};

largestInputsContract({ server, people, largest, tooLarge: {}, period: {} });

test('the declared kept data are exactly the tables', async () => {
  const db = bindings.DB as D1Database;
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'";
  const tables = (await db.prepare(sql).all<{ name: string }>()).results.map(({ name }) => name);
  const ours = tables.filter((name) => !/^(sqlite_|d1_migrations$|entity_words_)/.test(name));
  expect(ours.sort()).toEqual(keptData.map(({ table }) => table).sort());
});

test('a member who leaves a shared workspace takes their name and e-mail away, and what they wrote stays', async () => {
  const { user, administrator } = await sharedWorkspace();
  const [leaving, staying] = [`person-${crypto.randomUUID()}`, `person-${crypto.randomUUID()}`];
  const ask = people.clientOf(leaving, { email: user });
  await ask(createEpic, { title: 'Общее дело', priority: 1 });
  const { confirmation_token: confirm } = (await ask(deleteMyData, {})).data;
  await ask(deleteMyData, { confirm });
  const other = people.clientOf(staying, { email: administrator });
  expect((await other(getEntity, { id: 'EP-1' })).data).toMatchObject({
    title: 'Общее дело',
    creator: 'Бывший участник',
  });
  expect(JSON.stringify((await other(getDictionaries, {})).data)).not.toContain('"name":"user"');
  expect(await snapshot(leaving)).not.toContain(user);
  await expect(ask(getEntity, { id: 'EP-1' })).rejects.toMatchObject({ facts: { code: 'NOT_FOUND' } });
});
