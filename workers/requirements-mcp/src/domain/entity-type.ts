/** What the workspace consists of. The hierarchy is epic → user story → { acceptance criteria, requirement }. */
export const ENTITY_TYPES = ['epic', 'user_story', 'acceptance_criteria', 'requirement'] as const;
/** One of {@link ENTITY_TYPES}. */
export type EntityType = (typeof ENTITY_TYPES)[number];
