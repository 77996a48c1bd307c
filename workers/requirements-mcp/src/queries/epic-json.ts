import type { Entity } from '../domain/entity.ts';
import type { Below } from '../store/entity-store.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { entityJson } from './entity-json.ts';

/** Most entities of one hierarchy. */
const MOST = 1_000;

/**
 * An epic with its stories, and their criteria and requirements; the descriptions below the epic are shortened. `truncated`
 * tells that not all is shown.
 */
export async function epicJson(store: RequirementsStore, epic: Entity) {
  return hierarchyJson(epic, await store.below(epic.id, MOST));
}

/** The same of what was read. */
export function hierarchyJson(epic: Entity, { entities, truncated }: Below) {
  const childrenOf = (id: string, type: Entity['type']) =>
    entities.filter((entity) => entity.parentId === id && entity.type === type);
  return {
    ...entityJson(epic),
    user_stories: childrenOf(epic.id, 'user_story').map((story) => ({
      ...entityJson(story),
      acceptance_criteria: childrenOf(story.id, 'acceptance_criteria').map(entityJson),
      requirements: childrenOf(story.id, 'requirement').map(entityJson),
    })),
    truncated,
  };
}

const LISTS = [
  ['user_stories', 'user_story', 'stories'],
  ['acceptance_criteria', 'acceptance_criteria', 'acceptance_criteria'],
  ['requirements', 'requirement', 'requirements'],
] as const;

/** The lists that do not show all: names of {@link hierarchyJson}. */
export function truncatedLists({ entities, counts }: Below): readonly string[] {
  const shown = (type: Entity['type']) => entities.filter((entity) => entity.type === type).length;
  return LISTS.filter(([, type, count]) => shown(type) < counts[count]).map(([name]) => name);
}
