import type { Tool } from '@aisystant/mcp';
import { type Ask, refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { may, ROLES, type Role } from './domain/role.ts';
import type { RequirementsServices } from './services.ts';
import { migrate, people, sharedWorkspace } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { resolveComment } from './tools/comments/resolve-comment.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { listEpics } from './tools/epics/list-epics.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { getHierarchy } from './tools/reading/get-hierarchy.ts';
import { getHistory } from './tools/reading/get-history.ts';
import { searchGlobal } from './tools/reading/search-global.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { deleteRelationship } from './tools/relationships/delete-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createRequirement } from './tools/requirements/create-requirement.ts';
import { deleteMyData } from './tools/rights/delete-my-data.ts';
import { exportMyData } from './tools/rights/export-my-data.ts';
import { createUserStory } from './tools/stories/create-user-story.ts';
import { tools } from './tools/tools.ts';

type Someone = Ask<RequirementsServices>;

beforeAll(migrate);

const newUserId = () => `person-${crypto.randomUUID()}`;
const newPerson = (): Someone => people.clientOf(newUserId());
const memberWith = (email: string): Someone => people.clientOf(newUserId(), { email });
const epic = (title: string, rest: object = {}) => ({ title, priority: 2, ...rest });

/** An epic with a story that has two requirements. */
async function smallTree(ask: Someone): Promise<void> {
  await ask(createEpic, epic('Вход сотрудников'));
  await ask(createUserStory, { title: 'Войти почтой', epic_id: 'EP-1', priority: 2 });
  for (const title of ['Чужого не видно', 'Ответ за секунду']) {
    await ask(createRequirement, { title, user_story_id: 'US-1', type_id: 'functional', priority: 1 });
  }
}

describe('numbering', () => {
  test('fifty people who make epics at once get fifty different numbers without a gap', async () => {
    const { user } = await sharedWorkspace();
    const crowd = Array.from({ length: 50 }, () => memberWith(user));
    const made = await Promise.all(crowd.map((ask, n) => ask(createEpic, epic(`Эпик ${n}`))));
    const numbers = made.map(({ data }) => Number(String(data['reference_id']).slice(3))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  test('the same request at once makes one epic, and its number is not skipped', async () => {
    const ask = newPerson();
    const made = await Promise.all(Array.from({ length: 10 }, () => ask(createEpic, epic('Один'))));
    expect(new Set(made.map(({ data }) => data['reference_id']))).toEqual(new Set(['EP-001']));
    expect(made.filter(({ data }) => data['operation'] === 'created')).toHaveLength(1);
    expect((await ask(createEpic, epic('Другой'))).data['reference_id']).toBe('EP-002');
  });

  test('a key of the caller means one request: another one is a conflict', async () => {
    const ask = newPerson();
    const [first, again] = [
      await ask(createEpic, epic('Один', { idempotency_key: 'k' })),
      await ask(createEpic, epic('Один', { idempotency_key: 'k' })),
    ];
    expect(again.data['id']).toBe(first.data['id']);
    expect(await refusalOf(ask(createEpic, epic('Два', { idempotency_key: 'k' })))).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('a change', () => {
  test('needs the present version, and a conflict says it', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Один'));
    await ask(updateEpic, { epic_id: 'EP-1', title: 'Два', expected_version: 1 });
    const refused = await refusalOf(ask(updateEpic, { epic_id: 'EP-1', title: 'Три', expected_version: 1 }));
    expect(refused).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refused.message).toContain('версия 2');
    const repeated = await ask(updateEpic, { epic_id: 'EP-1', title: 'Два', expected_version: 1 });
    expect(repeated.data).toMatchObject({ operation: 'unchanged', version: 2 });
  });

  test('of ten at once with one version, exactly one is made', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Один'));
    const edits = Array.from({ length: 10 }, (_, n) =>
      ask(updateEpic, { epic_id: 'EP-1', title: `Вариант ${n}`, expected_version: 1 }).then(
        () => 'made',
        () => 'refused',
      ),
    );
    expect((await Promise.all(edits)).filter((outcome) => outcome === 'made')).toHaveLength(1);
    expect((await ask(getHistory, { id: 'EP-1' })).data['revisions']).toHaveLength(2);
  });

  test('to a status that may not follow is refused with what may', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Один'));
    const refused = await refusalOf(ask(updateEpic, { epic_id: 'ep-001', status: 'done' }));
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'status' });
    expect(refused.hint).toBe('Можно: Draft, In Progress, Cancelled.');
  });

  test('is kept with its author and client, and the history adds up to the present', async () => {
    const edit = fc.record(
      {
        title: fc.constantFrom('Раз', 'Два', 'Три'),
        priority: fc.constantFrom(1, 2, 3, 4),
        description: fc.constantFrom('', 'что-то', 'другое'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 6 }), async (edits) => {
        const ask = newPerson();
        const { data: made } = await ask(createEpic, epic('Раз'));
        for (const each of edits) await ask(updateEpic, { epic_id: String(made['id']), ...each });
        const { data: now } = await ask(getEntity, { id: 'EP-1' });
        const { revisions } = (await ask(getHistory, { id: 'EP-1' })).data as unknown as History;
        const state: Record<string, string | null> = {};
        for (const { changes, author_id, client_id } of revisions.toReversed()) {
          expect([author_id, client_id]).toEqual([now['creator_id'], 'test']);
          for (const { field, from, to } of changes) {
            expect(state[field] ?? null).toBe(from);
            state[field] = to;
          }
        }
        const text = (value: unknown) => (value === null ? null : String(value));
        for (const field of ['title', 'description', 'status', 'priority', 'assignee_id']) {
          expect(state[field] ?? null, field).toBe(text(now[field]));
        }
        expect(now['version']).toBe(revisions.length);
      }),
      { numRuns: 10 },
    );
  });
});

interface History {
  readonly revisions: readonly {
    readonly author_id: string;
    readonly client_id: string;
    readonly changes: readonly { readonly field: string; readonly from: string | null; readonly to: string | null }[];
  }[];
}

describe('a workspace', () => {
  test('is shared by its members, by e-mail in any case', async () => {
    const { user, administrator } = await sharedWorkspace();
    await smallTree(memberWith(user));
    const seen = await memberWith(administrator.toUpperCase())(getHierarchy, { id: 'EP-001' });
    expect(seen.data['items']).toMatchObject([
      { reference_id: 'US-001', depth: 1, missing_criteria: true },
      { reference_id: 'REQ-001', depth: 2 },
      { reference_id: 'REQ-002', depth: 2 },
    ]);
  });

  test('shows a stranger nothing, not even that something is there', async () => {
    const { user } = await sharedWorkspace();
    const member = memberWith(user);
    await smallTree(member);
    await member(addComment, { entity_id: 'EP-1', content: 'Тайна' });
    const { data: made } = await member(getEntity, { id: 'REQ-1' });
    for (const stranger of [newPerson(), memberWith('someone-else@example.test')]) {
      const absent = await refusalOf(stranger(getEntity, { id: crypto.randomUUID() }));
      for (const id of [String(made['id']), 'EP-1', 'no such thing']) {
        expect(await refusalOf(stranger(getEntity, { id }))).toEqual(absent);
      }
      expect((await stranger(listEpics, {})).data['epics']).toEqual([]);
      expect((await stranger(searchGlobal, { query: 'вход тайна чужого' })).data['total_count']).toBe(0);
      expect((await stranger(listRelationships, {})).data['relationships']).toEqual([]);
      const assigned = { epic_id: 'EP-1', assignee_id: String(made['creator_id']) };
      await stranger(createEpic, epic('Своё'));
      expect(await refusalOf(stranger(updateEpic, assigned))).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('lets each role call exactly the tools that it may', async () => {
    const emails = await sharedWorkspace();
    await smallTree(memberWith(emails.administrator));
    for (const role of ROLES) {
      const ask = memberWith(emails[role]);
      for (const tool of tools) expect(await isForbidden(ask, tool), `${role} ${tool.name}`).toBe(!allows(role, tool));
    }
  });
});

test('a role is refused without the challenge of a new sign-in, which would not change it', async () => {
  const { commenter } = await sharedWorkspace();
  const { call } = await people.signIn(undefined, newUserId(), commenter);
  const { result } = await call('create_epic', epic('Своё'));
  const meta = result?.['_meta'] as Record<string, unknown>;
  expect(meta['aisystant/error']).toMatchObject({ code: 'FORBIDDEN', retryable: false });
  expect(meta).not.toHaveProperty('mcp/www_authenticate');
});

const COMMENTING: readonly string[] = [addComment.name, resolveComment.name];

/** Rights that every person has over what they wrote. */
const OWN: readonly string[] = [exportMyData.name, deleteMyData.name];

/** Computed apart from what the tools do: by the effect of a tool alone. */
function allows(role: Role, { name, facts }: Tool<RequirementsServices>): boolean {
  if (facts.effect === 'read' || OWN.includes(name)) return may(role, 'read');
  return may(role, COMMENTING.includes(name) ? 'comment' : 'write');
}

async function isForbidden(ask: Someone, tool: Tool<RequirementsServices>): Promise<boolean> {
  const error = await ask(tool, tool.facts.examples[0].input).then(() => null, refusalOfError);
  return error === 'FORBIDDEN';
}

const refusalOfError = async (error: unknown) => (await refusalOf(Promise.reject(error))).code;

describe('relationships', () => {
  test('are made once, listed from both ends, and a cycle is named', async () => {
    const ask = newPerson();
    await smallTree(ask);
    const relate = (source: string, target: string, type: string) =>
      ask(createRelationship, {
        source_requirement_id: source,
        target_requirement_id: target,
        relationship_type_id: type,
      });
    const first = await relate('REQ-1', 'REQ-2', 'Depends On');
    expect(first.data).toMatchObject({ operation: 'created', cycle: null });
    const again = await relate('req-001', 'REQ-002', 'depends_on');
    expect(again.data).toMatchObject({ operation: 'unchanged', relationship: first.data['relationship'] });
    const closing = await relate('REQ-1', 'REQ-2', 'blocks');
    expect(closing.data['cycle']).toEqual(['REQ-001', 'REQ-002', 'REQ-001']);
    for (const input of [{}, { requirement_id: 'REQ-1' }, { requirement_id: 'REQ-2' }]) {
      const { relationships, cycles } = (await ask(listRelationships, input)).data;
      expect(relationships).toHaveLength(2);
      expect(cycles).toHaveLength(1);
    }
    const { id } = closing.data['relationship'] as { readonly id: string };
    await ask(deleteRelationship, { relationship_id: id });
    expect((await ask(listRelationships, {})).data).toMatchObject({ cycles: [], relationships: [{}] });
    expect(await refusalOf(ask(deleteRelationship, { relationship_id: id }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(relate('REQ-1', 'REQ-1', 'blocks'))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('comments', () => {
  test('are threaded, point at words of the description, and are resolved and opened again', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Вход', { description: 'Вход по почте за секунду' }));
    const { data } = await ask(addComment, { entity_id: 'EP-1', content: 'Почему?', linked_text: 'за секунду' });
    const comment = data['comment'] as { readonly id: string };
    expect(comment).toMatchObject({ text_position_start: 14, text_position_end: 24, is_resolved: false });
    await ask(addComment, { entity_id: 'EP-1', content: 'Так быстрее', parent_comment_id: comment.id });
    const comments = async (state: string) => (await ask(listComments, { entity_id: 'EP-1', state })).data['comments'];
    expect(await comments('all')).toMatchObject([{ parent_comment_id: null }, { parent_comment_id: comment.id }]);
    await ask(resolveComment, { comment_id: comment.id });
    expect(await comments('resolved')).toMatchObject([{ id: comment.id }]);
    await ask(resolveComment, { comment_id: comment.id, resolved: false });
    expect(await comments('open')).toHaveLength(2);
    for (const wrong of [{ linked_text: 'за минуту' }, { parent_comment_id: crypto.randomUUID() }]) {
      const refused = await refusalOf(ask(addComment, { entity_id: 'EP-1', content: 'Что?', ...wrong }));
      expect(refused.field).toBe(Object.keys(wrong)[0]);
    }
  });
});

describe('a search', () => {
  test('finds by any form, a beginning, a comment and a reference id, titles first', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Расшифровки встреч', { description: 'Текст того, что сказали' }));
    await ask(createEpic, epic('Search of meetings', { description: 'Находит встречу по словам' }));
    await ask(addComment, { entity_id: 'EP-2', content: 'Нужна подсветка найденного' });
    const found = async (query: string) => {
      const { results } = (await ask(searchGlobal, { query })).data;
      return (results as { readonly reference_id: string }[]).map(({ reference_id }) => reference_id);
    };
    expect(await found('встречами')).toEqual(['EP-001', 'EP-002']);
    expect(await found('расшифр')).toEqual(['EP-001']);
    expect(await found('meeting searching')).toEqual(['EP-002']);
    expect(await found('подсветкой')).toEqual(['EP-002']);
    expect(await found('ep-2')).toEqual(['EP-002']);
    expect(await found('встречи подсветка')).toEqual(['EP-002']);
    expect(await found('ничего такого')).toEqual([]);
    await ask(updateEpic, { epic_id: 'EP-1', title: 'Протоколы' });
    expect(await found('расшифровка')).toEqual([]);
    expect(await found('протокол')).toEqual(['EP-001']);
  });

  test('pages through everything once', async () => {
    const ask = newPerson();
    for (let n = 0; n < 7; n++) await ask(createEpic, epic(`Эпик о встречах ${n}`));
    const seen: string[] = [];
    for (let offset: number | null = 0; offset !== null; ) {
      const { data } = await ask(searchGlobal, { query: 'встречи', limit: 3, offset });
      expect(data['total_count']).toBe(7);
      seen.push(...(data['results'] as { readonly reference_id: string }[]).map(({ reference_id }) => reference_id));
      offset = data['next_offset'] as number | null;
    }
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
  });
});
