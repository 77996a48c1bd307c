import fc from 'fast-check';
import { relationshipTypes, requirementTypes } from '../dictionaries.ts';
import type { Entity } from '../entity.ts';
import type { EntityType } from '../entity-type.ts';
import { referenceIdOf } from '../reference-id.ts';
import { REQUIREMENT_STATUSES, WORK_STATUSES } from '../status.ts';

/** Characters that a format may take for its own, which seldom come among all that there are. */
const MARKS = fc.constantFrom(...'&<>"\'#*_`|~[]()\\=+-.1 \t\r\n\u2028а');

/** Any words of a person. */
export const text = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
    fc.string({ unit: MARKS, minLength: 1, maxLength: 30 }),
  )
  .filter((each) => each.isWellFormed());
const title = text.map((each) => `т${each.trim()}`);
const description = fc.option(text.map((each) => `Как кто-то, я хочу ${each}, чтобы жить`));
const priority = fc.integer({ min: 1, max: 4 });

/** A workspace: some epics with stories, and some requirements of each, with relationships between them. */
export const workspace = fc
  .record({
    stories: fc.array(fc.nat(2), { minLength: 1, maxLength: 4 }),
    criteria: fc.array(fc.nat(3), { maxLength: 3 }),
    requirements: fc.array(fc.tuple(fc.nat(3), fc.nat(4), title, description, priority), { maxLength: 6 }),
    words: fc.array(fc.tuple(title, description, priority), { minLength: 8, maxLength: 8 }),
    arrows: fc.array(fc.tuple(fc.nat(5), fc.nat(4), fc.nat(5)), { maxLength: 5 }),
  })
  .map(({ stories, criteria, requirements, words, arrows }) => {
    const entities: Entity[] = [];
    const add = (type: EntityType, fields: Partial<Entity>) => {
      const number = entities.filter((each) => each.type === type).length + 1;
      const entity = { ...EMPTY, ...fields, id: `${type} ${number}`, type, referenceId: referenceIdOf(type, number) };
      entities.push(entity);
      return entity;
    };
    const work = (n: number) => {
      const [name = '', said = null, urgent = 1] = words[n] ?? [];
      return { title: name, description: said, priority: urgent, status: WORK_STATUSES[n % 5] ?? null };
    };
    const epics = [0, 1, 2].map((n) => add('epic', work(n)));
    const made = stories.map((epic, n) => add('user_story', { ...work(n + 3), parentId: epics[epic]?.id ?? null }));
    const storyOf = (n: number) => made[n % made.length]?.id ?? null;
    const all = criteria.map((n) => add('acceptance_criteria', { parentId: storyOf(n), description: 'КОГДА, ТОГДА' }));
    const details = requirements.map(([n, type, name, said, urgent], at) =>
      add('requirement', {
        parentId: storyOf(n),
        criteriaId: all.find(({ parentId }) => parentId === storyOf(n))?.id ?? null,
        requirementType: requirementTypes[type] ?? null,
        title: name,
        description: said,
        priority: urgent,
        status: REQUIREMENT_STATUSES[at % 3] ?? null,
      }),
    );
    const relationships = arrows.flatMap(([from, type, to]) => {
      const [source, target, entry] = [details[from], details[to], relationshipTypes[type]];
      if (!source || !target || !entry || source === target) return [];
      return [{ sourceId: source.id, targetId: target.id, type: entry.name }];
    });
    const keys = relationships.map((each) => JSON.stringify(each));
    return { entities, relationships: relationships.filter((_, n) => keys.indexOf(keys[n] ?? '') === n) };
  });

/** An entity of nothing but dates. */
export const EMPTY: Omit<Entity, 'id' | 'type' | 'referenceId'> = {
  parentId: null,
  criteriaId: null,
  requirementType: null,
  title: null,
  description: null,
  status: null,
  priority: null,
  assigneeId: null,
  creatorId: 'm',
  version: 1,
  createdAt: '2026-11-28T00:00:00.000Z',
  updatedAt: '2026-11-28T00:00:00.000Z',
};
