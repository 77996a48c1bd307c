import type { EntityFilters, EntityOrder } from './entity-store.ts';

/** The conditions of filters on the rows of `e`, each after an AND, and what they bind. */
export function conditionsOf({ types, ...filters }: EntityFilters): {
  readonly sql: string;
  readonly values: readonly unknown[];
} {
  const conditions = [
    ['e.status = ?', filters.status],
    ['e.priority = ?', filters.priority],
    ['e.parent = ?', filters.parentId],
    ['e.criteria = ?', filters.criteriaId],
    ['e.creator = ?', filters.creatorId],
    ['e.assignee = ?', filters.assigneeId],
    ['e.requirement_type = ?', filters.requirementType],
    ['e.created_at >= ?', filters.createdFrom],
    ['e.created_at <= ?', filters.createdTo],
    ['? IN (e.parent, (SELECT story.parent FROM entity story WHERE story.id = e.parent))', filters.epicId],
  ] as const;
  const given = conditions.filter(([, value]) => value !== undefined);
  const ofTypes = `AND e.type IN (${types.map(() => '?').join(', ')})`;
  return {
    sql: [ofTypes, ...given.map(([sql]) => `AND ${sql}`)].join(' '),
    values: [...types, ...given.map(([, value]) => value)],
  };
}

/** An order of the rows of `e`; equals are ordered by number. */
export function orderedBy({ field, descending }: EntityOrder): string {
  const first = field === null ? '' : `e.${field} ${descending ? 'DESC' : 'ASC'}, `;
  return `${first}e.number, e.n`;
}
