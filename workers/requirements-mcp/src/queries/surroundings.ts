import { shorten } from '@aisystant/mcp';
import type { Entity } from '../domain/entity.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { briefJson, entityJson } from './entity-json.ts';
import { hierarchyJson, truncatedLists } from './epic-json.ts';
import { findEntities } from './find-entities.ts';
import { relationshipViews } from './relationship-view.ts';

/** Characters of the description of what a prompt is about; the rest is read with get_entity. */
const OWN_CHARACTERS = 20_000;
/** Most neighbours, similar requirements and relationships of one prompt. */
const MOST = 60;

/**
 * A requirement with its story and epic, the criteria and other requirements of the story, its relationships and similar ones.
 * `truncated` names the lists that do not show all.
 */
export async function surroundingsOfRequirement(store: RequirementsStore, requirement: Entity) {
  const [story] = await store.findAll([requirement.parentId ?? '']);
  const [[epic], beside, related, similar] = await Promise.all([
    store.findAll([story?.parentId ?? '']),
    store.below(story?.id ?? '', MOST),
    store.relationships(requirement.id),
    findEntities(
      store,
      { query: requirement.title ?? '', types: ['requirement'], limit: 20, offset: 0 },
      (entity) => entity,
    ),
  ]);
  const of = (type: Entity['type']) =>
    beside.entities.filter((each) => each.type === type && each.id !== requirement.id).map(briefJson);
  const known = new Set([requirement.id, ...beside.entities.map(({ id }) => id)]);
  return {
    requirement: whole(requirement),
    user_story: story ? whole(story) : null,
    epic: epic ? briefJson(epic) : null,
    acceptance_criteria: of('acceptance_criteria'),
    other_requirements_of_the_story: of('requirement'),
    relationships: await relationshipViews(store, related.slice(0, MOST)),
    similar_requirements: similar.items.filter(({ id }) => !known.has(id)).map(briefJson),
    truncated: [
      ...truncatedLists(beside).map((list) => (list === 'requirements' ? 'other_requirements_of_the_story' : list)),
      ...(related.length > MOST ? ['relationships'] : []),
    ],
  };
}

/** An epic with what is below it, and the other epics. `truncated` names the lists that do not show all. */
export async function surroundingsOfEpic(store: RequirementsStore, epic: Entity) {
  const [below, epics] = await Promise.all([
    store.below(epic.id, MOST * 2),
    store.list({ types: ['epic'] }, null, MOST + 1),
  ]);
  return {
    epic: { ...hierarchyJson(epic, below), ...whole(epic) },
    other_epics: epics
      .slice(0, MOST)
      .filter(({ entity }) => entity.id !== epic.id)
      .map(({ entity }) => briefJson(entity)),
    truncated: [...truncatedLists(below), ...(epics.length > MOST ? ['other_epics'] : [])],
  };
}

function whole(entity: Entity) {
  const { description } = entity;
  return entityJson({ ...entity, description: description === null ? null : shorten(description, OWN_CHARACTERS) });
}
