import type { Entity } from '../entity.ts';
import type { Relationship } from '../relationship.ts';

/** A workspace in a file: the tree, and what relates to what. `ref` names a row inside the file only. */
export interface ExchangeDocument {
  readonly format: typeof EXCHANGE_FORMAT;
  readonly epics: readonly ExchangeEpic[];
  readonly relationships: readonly ExchangeRelationship[];
}

/** Name and version of the form of the file. */
export const EXCHANGE_FORMAT = 'requirements/1';

interface ExchangeRow {
  readonly ref: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly priority: number | null;
}
interface ExchangeEpic extends ExchangeRow {
  readonly user_stories: readonly ExchangeStory[];
}
interface ExchangeStory extends ExchangeRow {
  readonly acceptance_criteria: readonly Pick<ExchangeRow, 'ref' | 'description'>[];
  readonly requirements: readonly ExchangeRequirement[];
}
interface ExchangeRequirement extends ExchangeRow {
  readonly type: string | null;
  /** `ref` of the criterion that it details. */
  readonly acceptance_criteria: string | null;
}
interface ExchangeRelationship {
  readonly source: string;
  readonly type: string;
  readonly target: string;
}

/** A workspace as a file, in the order of numbers. */
export function exchangeDocument(
  entities: readonly Entity[],
  relationships: readonly Pick<Relationship, 'sourceId' | 'targetId' | 'type'>[],
): ExchangeDocument {
  const refs = new Map(entities.map(({ id, referenceId }) => [id, referenceId]));
  const refOf = (id: string | null) => (id === null ? null : (refs.get(id) ?? null));
  const below = Map.groupBy(entities, ({ parentId }) => parentId);
  const childrenOf = (id: string | null, type: Entity['type']) =>
    (below.get(id) ?? []).filter((entity) => entity.type === type);
  const row = ({ referenceId: ref, title, description, status, priority }: Entity) => ({
    ref,
    title,
    description,
    status,
    priority,
  });
  return {
    format: EXCHANGE_FORMAT,
    epics: childrenOf(null, 'epic').map((epic) => ({
      ...row(epic),
      user_stories: childrenOf(epic.id, 'user_story').map((story) => ({
        ...row(story),
        acceptance_criteria: childrenOf(story.id, 'acceptance_criteria').map(({ referenceId: ref, description }) => ({
          ref,
          description,
        })),
        requirements: childrenOf(story.id, 'requirement').map((requirement) => ({
          ...row(requirement),
          type: requirement.requirementType?.name ?? null,
          acceptance_criteria: refOf(requirement.criteriaId),
        })),
      })),
    })),
    relationships: relationships.flatMap(({ sourceId, type, targetId }) => {
      const [source, target] = [refOf(sourceId), refOf(targetId)];
      return source === null || target === null ? [] : [{ source, type, target }];
    }),
  };
}
