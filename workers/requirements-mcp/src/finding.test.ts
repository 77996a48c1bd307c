import { refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { epic, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { listComments } from './tools/comments/list-comments.ts';
import { resolveComment } from './tools/comments/resolve-comment.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { searchGlobal } from './tools/reading/search-global.ts';
import { searchRequirements } from './tools/reading/search-requirements.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { deleteRelationship } from './tools/relationships/delete-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createRequirement } from './tools/requirements/create-requirement.ts';

beforeAll(migrate);

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

  test('name the cycle that they close, and no other through the same requirement', async () => {
    const ask = newPerson();
    await smallTree(ask);
    for (const title of ['Третье', 'Четвёртое']) {
      await ask(createRequirement, { title, user_story_id: 'US-1', type_id: 'data', priority: 1 });
    }
    const cycleOf = async (source: string, type: string, target: string) => {
      const ends = { source_requirement_id: source, target_requirement_id: target };
      return (await ask(createRelationship, { ...ends, relationship_type_id: type })).data['cycle'];
    };
    await cycleOf('REQ-1', 'depends_on', 'REQ-2');
    expect(await cycleOf('REQ-2', 'depends_on', 'REQ-1')).toEqual(['REQ-002', 'REQ-001', 'REQ-002']);
    expect(await cycleOf('REQ-1', 'depends_on', 'REQ-3')).toBeNull();
    await cycleOf('REQ-3', 'derives_from', 'REQ-4');
    expect(await cycleOf('REQ-1', 'blocks', 'REQ-4')).toEqual(['REQ-001', 'REQ-003', 'REQ-004', 'REQ-001']);
    expect(await cycleOf('REQ-1', 'relates_to', 'REQ-4')).toBeNull();
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
    await ask(updateEpic, { epic_id: 'EP-1', title: 'Протоколы', expected_version: 1 });
    expect(await found('расшифровка')).toEqual([]);
    expect(await found('протокол')).toEqual(['EP-001']);
  });

  test('says when no row has all words, and it shows those that have any', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createEpic, epic('Вход чужого'));
    const NOT_ALL = 'Всех слов вместе нет нигде';
    for (const search of [searchGlobal, searchRequirements]) {
      const all = await ask(search, { query: 'чужого' });
      expect(all.data).toMatchObject({ matched: 'all_words' });
      expect(all.summary).not.toContain(NOT_ALL);
      const any = await ask(search, { query: 'чужого секунда протокол', limit: 1 });
      expect(any.data).toMatchObject({ matched: 'any_word', results: [{}] });
      expect(any.summary).toContain(NOT_ALL);
      const further = await ask(search, { query: 'чужого секунда протокол', limit: 1, offset: 1 });
      expect(further.data).toMatchObject({ matched: 'any_word', results: [{}] });
      const none = await ask(search, { query: 'квантовый протокол' });
      expect(none.data).toMatchObject({ results: [] });
      expect(none.summary).toBe('Ничего не найдено.');
    }
  });

  test('finds what a question names by reference ids, and nothing by the words around them', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createEpic, epic('Что и где в плане'));
    const found = async (query: string) => {
      const { data } = await ask(searchGlobal, { query });
      const rows = data['results'] as readonly { readonly reference_id: string }[];
      return { total: data['total_count'], ids: rows.map(({ reference_id }) => reference_id).toSorted() };
    };
    expect(await found('что у нас в EP-1?')).toEqual({ total: 1, ids: ['EP-001'] });
    expect(await found('REQ-1 и REQ-2')).toEqual({ total: 2, ids: ['REQ-001', 'REQ-002'] });
    expect(await found('что и где')).toEqual({ total: 1, ids: ['EP-002'] });
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
