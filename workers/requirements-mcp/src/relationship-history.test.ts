import { refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { newPerson, newUserId, type Someone, smallTree } from './testing/small-tree.ts';
import { migrate, people, storeOf } from './testing/workspace.ts';
import { deleteEpic } from './tools/epics/delete-epic.ts';
import { importWorkspace } from './tools/exchange/import-workspace.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { getHistory } from './tools/reading/get-history.ts';
import { createRelationship } from './tools/relationships/create-relationship.ts';
import { deleteRelationship } from './tools/relationships/delete-relationship.ts';
import { listRelationships } from './tools/relationships/list-relationships.ts';
import { createRequirement } from './tools/requirements/create-requirement.ts';

beforeAll(migrate);

interface Change {
  readonly change: 'made' | 'removed';
  readonly relationship_id: string;
  readonly source: string;
  readonly type: string;
  readonly target: string;
  readonly author_id: string;
  readonly client_id: string;
}

/** The changes of a requirement's relationships, the newest first, read in pages of two. */
async function changesOf(ask: Someone, id: string): Promise<readonly Change[]> {
  const all: Change[] = [];
  for (let cursor: unknown; cursor !== null; ) {
    const { data } = await ask(getHistory, { id, of: 'relationships', limit: 2, ...(cursor ? { cursor } : {}) });
    all.push(...(data['relationships'] as Change[]));
    cursor = data['next_cursor'];
  }
  return all;
}

const related = (source: string, type: string, target: string) => ({
  source_requirement_id: source,
  target_requirement_id: target,
  relationship_type_id: type,
});

type Step = readonly [source: string, type: string, target: string, isRemoved: boolean];

/** Makes relationships, and removes some of them again. */
async function take(ask: Someone, steps: readonly Step[]): Promise<void> {
  for (const [source, type, target, isRemoved] of steps.filter(([from, , to]) => from !== to)) {
    const { relationship } = (await ask(createRelationship, related(source, type, target))).data;
    if (isRemoved) await ask(deleteRelationship, { relationship_id: (relationship as { id: string }).id });
  }
}

/** The relationships that are left after changes, the oldest first; fails for one that is made or removed twice. */
function leftAfter(changes: readonly Change[]): ReadonlySet<string> {
  const left = new Set<string>();
  for (const { change, relationship_id: id } of changes) {
    expect(left.has(id)).toBe(change === 'removed');
    if (change === 'made') left.add(id);
    else left.delete(id);
  }
  return left;
}

describe('the history of relationships', () => {
  test('adds up to those that are there, at both ends, with who made and removed each and through which client', async () => {
    const requirement = fc.constantFrom('REQ-001', 'REQ-002', 'REQ-003');
    const step = fc.tuple(requirement, fc.constantFrom('blocks', 'relates_to'), requirement, fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const ask = newPerson();
        await smallTree(ask);
        await ask(createRequirement, { title: 'Третье', user_story_id: 'US-1', type_id: 'data', priority: 1 });
        const { creator_id } = (await ask(getEntity, { id: 'REQ-1' })).data;
        await take(ask, steps);
        for (const id of ['REQ-001', 'REQ-002', 'REQ-003']) {
          const changes = await changesOf(ask, id);
          const by = { author_id: creator_id, client_id: 'test' };
          for (const each of changes) expect(each).toMatchObject(by);
          expect(changes.every(({ source, target }) => source === id || target === id)).toBe(true);
          const { relationships } = (await ask(listRelationships, { requirement_id: id })).data;
          const there = (relationships as { id: string }[]).map((each) => each.id);
          expect(leftAfter(changes.toReversed())).toEqual(new Set(there));
        }
      }),
      { numRuns: 5 },
    );
  });

  test('has no second entry for one that was there', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createRelationship, related('REQ-1', 'blocks', 'REQ-2'));
    await ask(createRelationship, related('REQ-1', 'blocks', 'REQ-2'));
    expect(await changesOf(ask, 'REQ-2')).toHaveLength(1);
  });

  test('has what the deletion of an epic takes with it, also of what was deleted', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createRelationship, related('REQ-1', 'blocks', 'REQ-2'));
    const { confirmation_token: confirm } = (await ask(deleteEpic, { epic_id: 'EP-1' })).data;
    await ask(deleteEpic, { epic_id: 'EP-1', confirm });
    expect(await changesOf(ask, 'REQ-1')).toMatchObject([
      { change: 'removed', source: 'REQ-001', type: 'blocks', target: 'REQ-002' },
      { change: 'made', source: 'REQ-001', type: 'blocks', target: 'REQ-002' },
    ]);
  });

  test('has what an import brings', async () => {
    const ask = newPerson();
    const requirements = ['a', 'b'].map((ref) => ({
      ref,
      title: `Требование ${ref}`,
      priority: 1,
      type: 'functional',
    }));
    const stories = [{ title: 'Войти', priority: 2, requirements }];
    const epics = [{ title: 'Вход', priority: 1, user_stories: stories }];
    const relationships = [{ source: 'a', type: 'depends_on', target: 'b' }];
    const json = JSON.stringify({ format: 'requirements/1', epics, relationships });
    await ask(importWorkspace, { json, dry_run: false });
    expect(await changesOf(ask, 'REQ-2')).toMatchObject([{ change: 'made', type: 'depends_on', client_id: 'test' }]);
  });

  test('is of the workspace: nobody else learns that there was one', async () => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createRelationship, related('REQ-1', 'blocks', 'REQ-2'));
    const { id } = (await ask(getEntity, { id: 'REQ-1' })).data;
    expect(await refusalOf(newPerson()(getHistory, { id, of: 'relationships' }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is of the workspace in the store too, whatever asks it', async () => {
    const owner = newUserId();
    const ask = people.clientOf(owner);
    await smallTree(ask);
    await ask(createRelationship, related('REQ-1', 'blocks', 'REQ-2'));
    const id = String((await ask(getEntity, { id: 'REQ-1' })).data['id']);
    const changes = (userId: string) => storeOf({ userId }).relationshipChanges(id, null, 10);
    expect(await changes(owner)).toHaveLength(1);
    expect(await changes(newUserId())).toEqual([]);
  });
});
