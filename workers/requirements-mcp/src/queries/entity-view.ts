import type { Entity } from '../domain/entity.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

/** An entity as readers see it: parents by reference id, people by name. Absent are the fields that its type has not. */
export async function entityView(store: RequirementsStore, entity: Entity) {
  const [authors, related] = await Promise.all([
    store.authors(),
    store.findAll([entity.parentId, entity.criteriaId].filter((id) => id !== null)),
  ]);
  const referenceOf = (id: string | null) => related.find((each) => each.id === id)?.referenceId ?? null;
  const nameOf = (id: string | null) => (id === null ? null : (authors.get(id)?.name ?? null));
  return {
    id: entity.id,
    reference_id: entity.referenceId,
    type: entity.type,
    title: entity.title,
    description: entity.description,
    status: entity.status,
    priority: entity.priority,
    requirement_type: entity.requirementType?.name ?? null,
    parent: referenceOf(entity.parentId),
    acceptance_criteria: referenceOf(entity.criteriaId),
    creator_id: entity.creatorId,
    creator: nameOf(entity.creatorId),
    assignee_id: entity.assigneeId,
    assignee: nameOf(entity.assigneeId),
    version: entity.version,
    created_at: entity.createdAt,
    updated_at: entity.updatedAt,
  };
}
