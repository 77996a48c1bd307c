import type { Tool } from '@aisystant/mcp';
import { refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequirementsServices } from './services.ts';
import { join, newEmail, shared } from './testing/members.ts';
import { newPerson, type Someone } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { addComment } from './tools/comments/add-comment.ts';
import { createAcceptanceCriteria } from './tools/criteria/create-acceptance-criteria.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { deleteEpic } from './tools/epics/delete-epic.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { setMember } from './tools/members/set-member.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { searchGlobal } from './tools/reading/search-global.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createRequirement } from './tools/requirements/create-requirement.ts';
import { createUserStory } from './tools/stories/create-user-story.ts';

beforeAll(migrate);

describe('the deletion of an epic', () => {
  async function filled(): Promise<Someone> {
    const ask = newPerson();
    await ask(createEpic, { title: 'Под снос', priority: 1 });
    await ask(createEpic, { title: 'Остаётся', priority: 1 });
    for (const epic_id of ['EP-1', 'EP-2'])
      await ask(createUserStory, { title: `История ${epic_id}`, epic_id, priority: 1 });
    await ask(createAcceptanceCriteria, { user_story_id: 'US-1', description: 'КОГДА снос, ТОГДА нет' });
    for (const user_story_id of ['US-1', 'US-2'])
      await ask(createRequirement, {
        title: `Требование ${user_story_id}`,
        user_story_id,
        type_id: 'data',
        priority: 1,
      });
    const ends = { source_requirement_id: 'REQ-1', target_requirement_id: 'REQ-2' };
    await ask(createRelationship, { ...ends, relationship_type_id: 'blocks' });
    await ask(addComment, { entity_id: 'REQ-1', content: 'Снести' });
    return ask;
  }

  test('with something below it takes two steps, and says what goes', async () => {
    const ask = await filled();
    const first = await ask(deleteEpic, { epic_id: 'EP-1' });
    const counts = { user_stories: 1, acceptance_criteria: 1, requirements: 1, relationships: 1, comments: 1 };
    expect(first.data).toMatchObject({ status: 'dry_run', counts });
    expect((await ask(getEntity, { id: 'REQ-1' })).data['title']).toBe('Требование US-1');
    const confirm = first.data['confirmation_token'];
    const second = await ask(deleteEpic, { epic_id: 'EP-1', confirm });
    expect(second.data).toMatchObject({ status: 'deleted', counts });
    for (const id of ['EP-1', 'US-1', 'AC-1', 'REQ-1']) {
      expect(await refusalOf(ask(getEntity, { id }))).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await ask(listRelationships, {})).data['relationships']).toEqual([]);
    expect((await ask(searchGlobal, { query: 'снос снести' })).data['total_count']).toBe(0);
    expect((await ask(getEntity, { id: 'REQ-2' })).data['title']).toBe('Требование US-2');
    const made = await ask(createEpic, { title: 'Под снос', priority: 1 });
    expect(made.data).toMatchObject({ reference_id: 'EP-003', operation: 'created' });
  });

  test('does not take a confirmation of another epic, of another count, of somebody else, a used or an old one', async () => {
    const ask = await filled();
    const confirmOf = async (epic_id: string) => (await ask(deleteEpic, { epic_id })).data['confirmation_token'];
    const refused = async (epic_id: string, confirm: unknown, nowMs?: number) =>
      expect(await refusalOf(ask(deleteEpic, { epic_id, confirm }, nowMs))).toMatchObject({ code: 'CONFLICT' });
    await refused('EP-1', await confirmOf('EP-2'));
    await refused('EP-1', 'made-up');
    await refused('EP-1', await confirmOf('EP-1'), Date.now() + 11 * 60_000);
    const before = await confirmOf('EP-1');
    await ask(createUserStory, { title: 'Только что', epic_id: 'EP-1', priority: 1 });
    await refused('EP-1', before);
    const other = await filled();
    expect(await refusalOf(other(deleteEpic, { epic_id: 'EP-1', confirm: await confirmOf('EP-1') }))).toMatchObject({
      code: 'CONFLICT',
    });
    const once = await confirmOf('EP-1');
    const both = await Promise.allSettled([1, 2].map(() => ask(deleteEpic, { epic_id: 'EP-1', confirm: once })));
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('with nothing below it takes one step', async () => {
    const ask = newPerson();
    await ask(createEpic, { title: 'Пустой', priority: 1 });
    expect((await ask(deleteEpic, { epic_id: 'ep-001' })).data).toMatchObject({ status: 'deleted' });
    expect(await refusalOf(ask(updateEpic, { epic_id: 'EP-1', title: 'Был', expected_version: 1 }))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('is for an administrator', async () => {
    const anna = await shared();
    await anna(createEpic, { title: 'Общий', priority: 1 });
    for (const role of ['user', 'commenter']) {
      const ask = await join(anna, role);
      const calls: readonly (readonly [Tool<RequirementsServices>, object])[] = [
        [deleteEpic, { epic_id: 'EP-1' }],
        [setMember, { email: newEmail(), name: 'Свой', role: 'administrator' }],
      ];
      for (const [tool, input] of calls) expect(await refusalOf(ask(tool, input))).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
