import type { CallContext, Completion } from '@aisystant/mcp';
import type { Entity } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import { referenceIdOf } from '../domain/reference-id.ts';
import { completeReference } from '../queries/complete-reference.ts';
import { entityJson } from '../queries/entity-json.ts';
import { epicJson } from '../queries/epic-json.ts';
import { relationshipViews } from '../queries/relationship-view.ts';
import type { RequirementsServices } from '../services.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { common, resource } from './resource.ts';

/** Most requirements of one story, and relationships of one requirement. */
const MOST = 500;

const FIELDS = 'id, reference_id, title, description, status, priority, creator_id, assignee_id, version, даты';
const TRUNCATED = 'truncated — показано не всё';

/** Entities by UUID or reference id, alone and with what belongs to them. */
export const entityResources = [
  family('epic', {
    name: 'epic',
    template: 'epic://{id}',
    title: 'Эпик',
    purpose: 'Один эпик целиком.',
    structure: FIELDS,
    example: 'Что в EP-001?',
    show: async (_, epic) => entityJson(epic),
  }),
  family('epic', {
    name: 'epic_hierarchy',
    template: 'epic://{id}/hierarchy',
    title: 'Дерево эпика',
    purpose: 'Эпик, его истории, их критерии приёмки и требования.',
    structure: `${FIELDS}; user_stories[]: acceptance_criteria[], requirements[]; ${TRUNCATED}; описания внутри — начало`,
    example: 'Из чего состоит EP-001?',
    show: epicJson,
  }),
  family('user_story', {
    name: 'user_story',
    template: 'user-story://{id}',
    title: 'История',
    purpose: 'Одна пользовательская история целиком.',
    structure: `${FIELDS}, epic_id`,
    example: 'Что в US-001?',
    show: async (_, story) => entityJson(story),
  }),
  family('user_story', {
    name: 'user_story_requirements',
    template: 'user-story://{id}/requirements',
    title: 'Требования истории',
    purpose: 'История с её критериями приёмки и требованиями.',
    structure: `${FIELDS}, epic_id; acceptance_criteria[], requirements[] — описания внутри — начало; ${TRUNCATED}`,
    example: 'Какие требования у US-001?',
    async show(store, story) {
      const { entities, truncated } = await store.below(story.id, MOST);
      const of = (type: EntityType) => entities.filter((each) => each.type === type).map(entityJson);
      const lists = { acceptance_criteria: of('acceptance_criteria'), requirements: of('requirement') };
      return { ...entityJson(story), ...lists, truncated };
    },
  }),
  family('requirement', {
    name: 'requirement',
    template: 'requirement://{id}',
    title: 'Требование',
    purpose: 'Одно требование целиком.',
    structure: `${FIELDS}, user_story_id, acceptance_criteria_id, type_id, type`,
    example: 'Что в REQ-001?',
    show: async (_, requirement) => entityJson(requirement),
  }),
  family('requirement', {
    name: 'requirement_relationships',
    template: 'requirement://{id}/relationships',
    title: 'Связи требования',
    purpose: 'Требование и то, с чем оно связано, в обе стороны.',
    structure: `${FIELDS}; relationships[]: id, source, type, target — номер и название обоих концов; ${TRUNCATED}`,
    example: 'От чего зависит REQ-001?',
    async show(store, requirement) {
      const all = await store.relationships(requirement.id);
      const relationships = await relationshipViews(store, all.slice(0, MOST));
      return { ...entityJson(requirement), relationships, truncated: all.length > MOST };
    },
  }),
  family('acceptance_criteria', {
    name: 'acceptance_criteria',
    template: 'acceptance-criteria://{id}',
    title: 'Критерий приёмки',
    purpose: 'Один критерий приёмки целиком.',
    structure: 'id, reference_id, user_story_id, author_id, description, version, даты',
    example: 'Что в AC-001?',
    show: async (_, criteria) => entityJson(criteria),
  }),
];

interface Family {
  readonly name: string;
  readonly template: string;
  readonly title: string;
  readonly purpose: string;
  readonly structure: string;
  readonly example: string;
  show(store: RequirementsStore, entity: Entity): Promise<object>;
}

/** Resources of the entities of one type. */
function family(type: EntityType, { show, ...facts }: Family) {
  return resource({
    ...common,
    ...facts,
    values: {
      sample: referenceIdOf(type, 1),
      complete: ({ written }: Completion, { services }: CallContext<RequirementsServices>) =>
        completeReference(services.store, type, written),
    },
    async read(id: string, { services: { store } }: CallContext<RequirementsServices>) {
      const entity = await store.find(id);
      return entity?.type === type ? JSON.stringify(await show(store, entity)) : null;
    },
  });
}
