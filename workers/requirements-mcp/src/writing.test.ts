import { refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { epic, memberWith, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate, sharedWorkspace } from './testing/workspace.ts';
import { createAcceptanceCriteria } from './tools/criteria/create-acceptance-criteria.ts';
import { updateAcceptanceCriteria } from './tools/criteria/update-acceptance-criteria.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { getEntity } from './tools/reading/get-entity.ts';
import { getHistory } from './tools/reading/get-history.ts';
import { updateRequirement } from './tools/requirements/update-requirement.ts';
import { updateUserStory } from './tools/stories/update-user-story.ts';

beforeAll(migrate);

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

  test('the words of an epic that has other words now make another epic, and a repeat with a new status does not', async () => {
    const ask = newPerson();
    await ask(createEpic, epic('Один'));
    await ask(updateEpic, { epic_id: 'EP-1', status: 'In Progress', expected_version: 1 });
    expect((await ask(createEpic, epic('Один'))).data).toMatchObject({
      reference_id: 'EP-001',
      operation: 'unchanged',
    });
    await ask(updateEpic, { epic_id: 'EP-1', title: 'Два', expected_version: 2 });
    expect((await ask(createEpic, epic('Один'))).data).toMatchObject({ reference_id: 'EP-002', operation: 'created' });
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

  test.each([
    [updateEpic, { epic_id: 'EP-1', title: 'Иначе' }],
    [updateUserStory, { user_story_id: 'US-1', priority: 4 }],
    [updateRequirement, { requirement_id: 'REQ-1', status: 'active' }],
    [updateAcceptanceCriteria, { acceptance_criteria_id: 'AC-1', description: 'КОГДА иначе, ТОГДА отказ' }],
  ])('of no version is refused with the present one, and changes nothing: %#', async (tool, input) => {
    const ask = newPerson();
    await smallTree(ask);
    await ask(createAcceptanceCriteria, { user_story_id: 'US-1', description: 'КОГДА чужой, ТОГДА отказ' });
    const refused = await refusalOf(ask(tool, input));
    expect(refused).toMatchObject({ code: 'CONFLICT', field: 'expected_version' });
    expect(refused.message).toContain('версия 1');
    expect((await ask(tool, { ...input, expected_version: 1 })).data).toMatchObject({
      operation: 'updated',
      version: 2,
    });
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
        for (const each of edits) {
          const { version: expected_version } = (await ask(getEntity, { id: 'EP-1' })).data;
          await ask(updateEpic, { epic_id: String(made['id']), ...each, expected_version });
        }
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
