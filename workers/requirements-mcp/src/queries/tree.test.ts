import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Entity } from '../domain/entity.ts';
import { bindings, migrate, people, storeOf } from '../testing/workspace.ts';
import { importWorkspace } from '../tools/exchange/import-workspace.ts';
import { getHierarchy } from '../tools/reading/get-hierarchy.ts';
import { epicJson } from './epic-json.ts';
import { surroundingsOfEpic, surroundingsOfRequirement } from './surroundings.ts';
import { treeBelow } from './tree.ts';

beforeAll(migrate);

/** How many criteria, and requirements with and without a criterion, each story has. */
interface Story {
  readonly criteria: number;
  readonly tested: number;
  readonly untested: number;
}

const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

/** Files of a workspace with one epic of these stories each, small enough for one import. */
const fileOf = (stories: readonly Story[]) =>
  JSON.stringify({
    format: 'requirements/1',
    epics: [
      {
        title: 'Большой',
        priority: 1,
        user_stories: stories.map(({ criteria, tested, untested }, s) => ({
          title: `История ${s}`,
          priority: 1,
          acceptance_criteria: times(criteria, (n) => ({ ref: `${s}.${n}`, description: `КОГДА ${n}, ТОГДА ${s}` })),
          requirements: [
            ...times(tested, (n) => ({ title: `С проверкой ${n}`, acceptance_criteria: `${s}.0` })),
            ...times(untested, (n) => ({ title: `Без проверки ${n}` })),
          ].map((requirement) => ({ ...requirement, priority: 1, type: 'Data' })),
        })),
      },
    ],
  });

/** A person with one epic of such stories. */
async function personWith(stories: readonly Story[]) {
  const userId = `person-${crypto.randomUUID()}`;
  const ask = people.clientOf(userId);
  await ask(importWorkspace, { json: fileOf(stories), dry_run: false });
  const store = storeOf({ userId });
  const epic = await store.find('EP-1');
  if (epic === null) throw new Error('no epic');
  return { ask, store, epic };
}

/** Gives the first story so many requirements more, past the limits of imports. */
async function grow({ id, creatorId }: Entity, count: number): Promise<void> {
  await (bindings.DB as D1Database)
    .prepare(
      `INSERT INTO entity (id, workspace, type, number, parent, title, status, priority, creator, version, write_id, created_at,
         updated_at)
       WITH RECURSIVE more (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM more WHERE k < ?2)
       SELECT ?1 || k, s.workspace, 'requirement', 10000 + k, s.id, 'Ещё ' || k, 'Draft', 1, ?3, 1, '', s.created_at, s.created_at
       FROM more, entity s WHERE s.id = ?1`,
    )
    .bind(id, count, creatorId)
    .run();
}

const story = fc
  .record({ criteria: fc.nat(2), tested: fc.nat(2), untested: fc.nat(2) })
  .map((each) => (each.criteria === 0 ? { ...each, tested: 0 } : each));

describe('a tree', () => {
  test('of any size and limit has parents before children, says what lacks what, and whether something is left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(story, { maxLength: 6 }), fc.integer({ min: 1, max: 30 }), async (stories, limit) => {
        const { store, epic } = await personWith(stories);
        const total = stories.reduce((sum, each) => sum + 1 + each.criteria + each.tested + each.untested, 0);
        const { nodes, coverage, truncated } = await treeBelow(store, epic.id, limit);
        expect(nodes).toHaveLength(Math.min(limit, total));
        expect(truncated).toBe(limit < total);
        expect(coverage).toEqual({
          stories: stories.length,
          stories_without_criteria: stories.filter(({ criteria }) => criteria === 0).length,
          requirements: stories.reduce((sum, { tested, untested }) => sum + tested + untested, 0),
          requirements_without_tests: stories.reduce((sum, { untested }) => sum + untested, 0),
        });
        const shown = nodes.filter(({ entity }) => entity.type === 'user_story');
        expect(shown).toHaveLength(Math.min(limit, stories.length));
        for (const [n, { entity, missingCriteria, depth }] of shown.entries()) {
          expect([entity.referenceId, depth, missingCriteria]).toEqual([
            `US-00${n + 1}`,
            1,
            stories[n]?.criteria === 0,
          ]);
        }
        for (const { entity, depth } of nodes) {
          if (depth === 2) expect(shown.map((each) => each.entity.id)).toContain(entity.parentId);
        }
      }),
      {
        numRuns: 12,
        examples: [
          [
            [
              { criteria: 1, tested: 2, untested: 1 },
              { criteria: 0, tested: 0, untested: 2 },
            ],
            3,
          ],
        ],
      },
    );
  });

  test('above five thousand counts everything, and says that it does not show everything', async () => {
    const { ask, store, epic } = await personWith([
      { criteria: 1, tested: 1, untested: 0 },
      { criteria: 0, tested: 0, untested: 1 },
    ]);
    const [first] = await store.children([epic.id], ['user_story'], 1);
    if (first) await grow(first, 5_000);
    const { data, summary } = await ask(getHierarchy, { id: 'EP-1', limit: 2 });
    expect(data).toMatchObject({
      coverage: { stories: 2, stories_without_criteria: 1, requirements: 5_002, requirements_without_tests: 5_001 },
      items: [{ reference_id: 'US-001', missing_criteria: false }, { reference_id: 'AC-001' }],
      truncated: true,
    });
    expect(summary).toContain('Дерево больше');
    expect((await ask(getHierarchy, { id: 'US-2' })).data['truncated']).toBe(false);
    const hierarchy = await epicJson(store, epic);
    expect(hierarchy).toMatchObject({ truncated: true, user_stories: [{}, {}] });
  });
});

describe('a prompt', () => {
  test('about an epic with a great deal below it has all stories that fit, and names the lists that are cut', async () => {
    const { store, epic } = await personWith(times(100, () => ({ criteria: 1, tested: 1, untested: 0 })));
    const { epic: shown, truncated } = await surroundingsOfEpic(store, epic);
    expect(shown.user_stories).toHaveLength(100);
    expect(truncated).toEqual(['acceptance_criteria', 'requirements']);
    const small = await personWith([{ criteria: 1, tested: 1, untested: 1 }]);
    expect(await surroundingsOfEpic(small.store, small.epic)).toMatchObject({
      epic: { truncated: false },
      truncated: [],
    });
  });

  test('about a requirement names the lists that are cut', async () => {
    const { store } = await personWith([{ criteria: 5, tested: 60, untested: 0 }]);
    const requirement = await store.find('REQ-1');
    if (requirement === null) throw new Error('no requirement');
    const { acceptance_criteria, truncated } = await surroundingsOfRequirement(store, requirement);
    expect(acceptance_criteria).toHaveLength(5);
    expect(truncated).toEqual(['other_requirements_of_the_story']);
  });
});
