import { rowsOf } from '@aisystant/mcp/d1';
import type { Principal } from '@aisystant/oauth';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { d1RequirementsStore } from '../store/d1-requirements-store.ts';
import { membershipOf } from '../store/membership.ts';
import { type Caller, caller, fill, type Json } from '../testing/rest-caller.ts';
import { bindings, migrate, sharedWorkspace } from '../testing/workspace.ts';

beforeAll(migrate);

const found = async (ask: Caller, query: string) => (await ask('GET', `/search?query=${query}`)).json.total;

interface Step {
  readonly does: 'add' | 'edit' | 'remove' | 'share';
  readonly content: string;
  /** Which comment, round and round. */
  readonly at: number;
}
interface Kept {
  readonly id: string;
  readonly content: string;
}

/** Puts all comments of an entity in one block of the index, as the step of the database left those of before it. */
async function shareBlock(commentId: string): Promise<void> {
  await rowsOf(
    bindings.DB,
    `UPDATE entity_words SET comments = '|' || trim(replace(comments, '|', ' ')) || '|'
     WHERE rowid = (SELECT e.n FROM comment c JOIN entity e ON e.id = c.entity WHERE c.id = ?)`,
    commentId,
  );
}

/** Takes a step and gives the comments that are there after it. */
async function taken(ask: Caller, kept: readonly Kept[], { does, content, at }: Step, n: number) {
  if (does === 'add') {
    const { json } = await ask('POST', '/epics/EP-1/comments', { content, idempotency_key: `${n}` });
    return [...kept, { id: json.id, content }];
  }
  const one = kept[at % Math.max(1, kept.length)];
  if (one === undefined) return kept;
  if (does === 'share') {
    await shareBlock(one.id);
    return kept;
  }
  const isEdit = does === 'edit';
  const { status } = await ask(isEdit ? 'PUT' : 'DELETE', `/comments/${one.id}`, isEdit ? { content } : undefined);
  expect(status).toBe(isEdit ? 200 : 204);
  return isEdit ? kept.with(kept.indexOf(one), { ...one, content }) : kept.filter((each) => each !== one);
}

describe('the comments of an entity', () => {
  test('are filtered by state, by place and by thread, and the whole of a thread is one answer', async () => {
    const ask = await caller();
    const { epic, comment } = await fill(ask);
    const inline = (await ask('POST', '/epics/EP-1/comments/inline', { content: 'Какой?', linked_text: 'почте' })).json;
    expect(inline).toMatchObject({ is_inline: true, text_position_start: 8, text_position_end: 13, depth: 0 });
    const reply = (await ask('POST', `/comments/${comment.id}/replies`, { content: 'Завтра' })).json;
    const answer = (await ask('POST', `/comments/${reply.id}/replies`, { content: 'Точно?' })).json;
    expect(answer).toMatchObject({ depth: 2, is_reply: true, entity_type: 'epic', entity_id: epic.id });
    await ask('POST', `/comments/${inline.id}/resolve`);
    const of = async (query: string) =>
      ((await ask('GET', `/epics/EP-1/comments${query}`)).json.comments as Json[]).map(({ content }) => content);
    expect(await of('')).toEqual(['Когда?', 'Какой?', 'Завтра', 'Точно?']);
    expect(await of('?inline=true')).toEqual(['Какой?']);
    expect(await of('?inline=false&status=unresolved')).toEqual(['Когда?', 'Завтра', 'Точно?']);
    expect(await of('?status=resolved')).toEqual(['Какой?']);
    expect(await of('/inline')).toEqual(['Какой?']);
    expect(await of('?limit=1&offset=2')).toEqual(['Завтра']);
    const { json } = await ask('GET', '/epics/EP-1/comments?threaded=true');
    expect(json).toMatchObject({
      count: 2,
      comments: [
        { content: 'Когда?', replies: [{ content: 'Завтра', replies: [{ content: 'Точно?', replies: [] }] }] },
        { content: 'Какой?', replies: [] },
      ],
    });
    expect((await ask('GET', `/comments/${comment.id}/replies`)).json).toMatchObject({ count: 1, comments: [reply] });
    expect((await ask('GET', '/comments/status/resolved')).json).toMatchObject({ count: 1 });
    expect((await ask('GET', '/comments/status/unresolved')).json).toMatchObject({ count: 3 });
  });

  test.each([
    ['?status=open', 'status'],
    ['?threaded=1', 'threaded'],
    ['?inline=yes', 'inline'],
    ['?state=open', 'state'],
  ])('with %s are refused, and never all shown', async (query, field) => {
    const ask = await caller();
    await fill(ask);
    const { status, json } = await ask('GET', `/epics/EP-1/comments${query}`);
    expect([status, json.error.field]).toEqual([400, field]);
  });

  test.each([
    [{ linked_text: 'почте', text_position_start: 8, text_position_end: 13 }, 201],
    [{ text_position_start: 8, text_position_end: 13 }, 201],
    [{ linked_text: 'почте', text_position_start: 7 }, 400],
    [{ linked_text: 'почте', text_position_start: 8, text_position_end: 12 }, 400],
    [{ linked_text: 'телефону' }, 400],
    [{ text_position_start: 8 }, 400],
    [{ text_position_end: 5 }, 400],
    [{ text_position_start: 5, text_position_end: 5 }, 400],
  ])('point at words by %j: %i', async (link, status) => {
    const ask = await caller();
    await fill(ask);
    const answer = await ask('POST', '/epics/EP-1/comments', { content: 'Почему?', ...link });
    expect(answer.status, JSON.stringify(answer.json)).toBe(status);
    if (status === 201) expect(answer.json).toMatchObject({ linked_text: 'почте', text_position_end: 13 });
  });

  test('point at no more words by their place than by the words themselves', async () => {
    const ask = await caller();
    await ask('POST', '/epics', { title: 'Вход', priority: 1, description: 'я'.repeat(5_000) });
    const at = (text_position_end: number) =>
      ask('POST', '/epics/EP-1/comments', { content: 'Что?', text_position_start: 0, text_position_end });
    expect((await at(1_000)).json.linked_text).toHaveLength(1_000);
    expect(await at(1_001)).toMatchObject({ status: 400, json: { error: { field: 'text_position_end' } } });
  });

  test.each([
    [0, 1],
    [1, 2],
    [1, 4],
  ])('point at no half of a character: %i to %i', async (text_position_start, text_position_end) => {
    const ask = await caller();
    await ask('POST', '/epics', { title: 'Вход', priority: 1, description: '😀😀' });
    const place = { text_position_start, text_position_end };
    const answer = await ask('POST', '/epics/EP-1/comments', { content: 'Что?', ...place });
    expect(answer).toMatchObject({ status: 400, json: { error: { field: 'text_position_start' } } });
  });
});

describe('a comment by itself', () => {
  test('is read, changed and removed, and the search follows its words', async () => {
    const ask = await caller();
    const { epic } = await fill(ask);
    const [first, twin] = [
      (await ask('POST', '/epics/EP-1/comments', { content: 'подсветка' })).json,
      (await ask('POST', '/epics/EP-1/comments', { content: 'подсветка', idempotency_key: 'another' })).json,
    ];
    const changed = await ask('PUT', `/comments/${first.id}`, { content: 'ручка' });
    expect(changed).toMatchObject({ status: 200, json: { content: 'ручка', entity_id: epic.id } });
    expect((await ask('GET', `/comments/${first.id}`)).json).toEqual(changed.json);
    expect([await found(ask, 'подсветкой'), await found(ask, 'ручкой')]).toEqual([1, 1]);
    expect((await ask('DELETE', `/comments/${twin.id}`)).status).toBe(204);
    expect([await found(ask, 'подсветкой'), await found(ask, 'ручкой')]).toEqual([0, 1]);
    for (const method of ['GET', 'DELETE']) expect((await ask(method, `/comments/${twin.id}`)).status).toBe(404);
  });

  const WORDS = ['подсветка', 'ручка', 'окно'] as const;
  const contents = fc.constantFrom('👍', '!', ...WORDS, 'подсветка ручка', 'ручка окно');
  const step = fc.oneof(
    fc.record({ does: fc.constant('add' as const), content: contents, at: fc.nat(9) }),
    fc.record({
      does: fc.constantFrom('edit' as const, 'remove' as const, 'share' as const),
      content: contents,
      at: fc.nat(9),
    }),
  );
  const add = (content: string): Step => ({ does: 'add', content, at: 0 });
  const edit = (at: number, content: string): Step => ({ does: 'edit', content, at });
  const share: Step = { does: 'share', content: '', at: 0 };
  const remove = (at: number): Step => ({ does: 'remove', content: '', at });

  test('is found by its words as long as it has them, whatever becomes of the others', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps: readonly Step[]) => {
        const ask = await caller();
        await ask('POST', '/epics', { title: 'Вход', priority: 1 });
        let kept: readonly Kept[] = [];
        for (const [n, each] of steps.entries()) kept = await taken(ask, kept, each, n);
        for (const word of WORDS) {
          expect(await found(ask, word), word).toBe(kept.some(({ content }) => content.includes(word)) ? 1 : 0);
        }
      }),
      {
        numRuns: 10,
        examples: [
          [[add('подсветка'), add('ручка'), share, edit(0, 'окно')]],
          [[add('подсветка'), add('ручка'), share, remove(0)]],
          [[add('подсветка'), add('ручка'), add('👍'), remove(2)]],
          [[add('подсветка'), add('ручка'), add('👍'), edit(2, 'окно')]],
          [[add('подсветка'), add('ручка'), edit(0, '!'), edit(0, 'окно'), remove(1)]],
        ],
      },
    );
  });

  test('that says something else now does not answer for the words it had; a key of the caller still does', async () => {
    const ask = await caller();
    await fill(ask);
    const say = async (content: string, idempotency_key?: string) =>
      (await ask('POST', '/epics/EP-1/comments', { content, ...(idempotency_key && { idempotency_key }) })).json;
    const [yes, keyed] = [await say('Да'), await say('Может быть', 'k')];
    expect((await say('Да')).id).toBe(yes.id);
    await ask('PUT', `/comments/${yes.id}`, { content: 'Да' });
    expect((await say('Да')).id).toBe(yes.id);
    await ask('PUT', `/comments/${yes.id}`, { content: 'Нет' });
    const again = await say('Да');
    expect(again.content).toBe('Да');
    expect(again.id).not.toBe(yes.id);
    expect((await ask('GET', `/comments/${yes.id}`)).json.content).toBe('Нет');
    await ask('PUT', `/comments/${keyed.id}`, { content: 'Нет' });
    expect((await say('Может быть', 'k')).id).toBe(keyed.id);
  });

  test('that was changed since it was read is not changed, and the answer says so', async () => {
    const email = (await sharedWorkspace()).administrator;
    const ask = await caller(email);
    const { comment } = await fill(ask);
    const membership = await membershipOf(bindings.DB, { userId: 'u', email, clientId: 'c' } as Principal);
    const store = d1RequirementsStore(bindings.DB, async () => membership);
    const read = await store.comment(comment.id);
    if (read === null) throw new Error('no comment');
    const at = '2026-11-28T00:00:00.000Z';
    const first = await store.editComment(read, 'Завтра?', at);
    expect(first).toMatchObject({ ok: true, value: { content: 'Завтра?' } });
    expect(await store.editComment(read, 'Вчера?', at)).toEqual({ ok: false, error: 'changed' });
    expect(await store.editComment(read, 'Завтра?', at)).toEqual(first);
    expect([await found(ask, 'завтра'), await found(ask, 'вчера')]).toEqual([1, 0]);
    await store.removeComment({ ...read, content: 'Завтра?' });
    expect(await store.editComment(read, 'Вчера?', at)).toEqual({ ok: false, error: 'not_found' });
  });

  test('with replies stays', async () => {
    const ask = await caller();
    const { comment } = await fill(ask);
    const reply = (await ask('POST', `/comments/${comment.id}/replies`, { content: 'Завтра' })).json;
    expect(await ask('DELETE', `/comments/${comment.id}`)).toMatchObject({ status: 409 });
    expect((await ask('DELETE', `/comments/${reply.id}`)).status).toBe(204);
    expect((await ask('DELETE', `/comments/${comment.id}`)).status).toBe(204);
  });

  test('is changed by its author alone, and removed by them or by an administrator', async () => {
    const emails = await sharedWorkspace();
    const [admin, user, commenter] = [
      await caller(emails.administrator),
      await caller(emails.user),
      await caller(emails.commenter),
    ];
    await fill(admin);
    const said = async (by: Caller, content: string) => (await by('POST', '/epics/EP-1/comments', { content })).json.id;
    const own = await said(commenter, 'Моё');
    const change = (by: Caller) => by('PUT', `/comments/${own}`, { content: 'Чужое' });
    expect([(await change(user)).status, (await change(admin)).status]).toEqual([403, 403]);
    expect((await user('DELETE', `/comments/${own}`)).status).toBe(403);
    expect((await commenter('GET', `/comments/${own}`)).json.content).toBe('Моё');
    expect((await commenter('PUT', `/comments/${own}`, { content: 'Моё и новое' })).json.content).toBe('Моё и новое');
    expect((await admin('DELETE', `/comments/${own}`)).status).toBe(204);
  });
});
