import { PRIORITIES } from './entity.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from './relationship.ts';
import { TRANSITIONS } from './status.ts';

/** An entry of a dictionary: it is named by its name or its id. */
export interface DictionaryEntry<Name extends string = string> {
  /** UUID, the same in every workspace. */
  readonly id: string;
  readonly name: Name;
  readonly description: string;
}

/** A type of requirements of a workspace. */
export interface RequirementType extends DictionaryEntry {
  /** Number of its changes, from 1. */
  readonly version: number;
  /** Whether new requirements may no longer have it; those that have it keep it. */
  readonly retired: boolean;
}

/** Types of requirements of a workspace that has changed none. */
export const requirementTypes: readonly RequirementType[] = [
  { id: '0f2ce4a4-6a0e-4b0f-9d0b-5b7f3c1d9a11', name: 'Functional', description: 'что система делает' },
  {
    id: '1b7d5f0e-3f64-4a37-8f0c-6a1c2e8b4d22',
    name: 'Non-Functional',
    description: 'насколько хорошо: скорость, надёжность, защита',
  },
  {
    id: '2c9a8e13-7d55-4e8a-b1f4-9e3d5a7c6b33',
    name: 'Business Rule',
    description: 'правило дела, которому система подчиняется',
  },
  {
    id: '3d4b6f27-8c1a-4d92-a6e5-0f7c8b9d1e44',
    name: 'Interface',
    description: 'как система говорит с людьми и системами',
  },
  { id: '4e5c7a38-9b2d-4f63-9c74-1a8d0e2f3c55', name: 'Data', description: 'какие данные, их вид и срок хранения' },
].map((entry) => ({ ...entry, version: 1, retired: false }));

const RELATIONSHIPS: { readonly [type in RelationshipType]: readonly [id: string, description: string] } = {
  depends_on: ['5a1d2c3b-4e5f-4a6b-8c7d-9e0f1a2b3c61', 'первое невозможно без второго'],
  blocks: ['6b2e3d4c-5f6a-4b7c-9d8e-0f1a2b3c4d62', 'пока первое не готово, второе не начать'],
  relates_to: ['7c3f4e5d-6a7b-4c8d-ae9f-1a2b3c4d5e63', 'связаны по смыслу'],
  conflicts_with: ['8d4a5f6e-7b8c-4d9e-bf0a-2b3c4d5e6f64', 'не могут быть верны вместе'],
  derives_from: ['9e5b6a7f-8c9d-4e0f-8a1b-3c4d5e6f7a65', 'первое выведено из второго'],
};

/** Types of relationships between requirements. */
export const relationshipTypes: readonly DictionaryEntry<RelationshipType>[] = RELATIONSHIP_TYPES.map((name) => {
  const [id, description] = RELATIONSHIPS[name];
  return { id, name, description };
});

const PRIORITY_NAMES = ['Critical', 'High', 'Medium', 'Low'] as const;

/** Priorities: the number is what is sent. */
export const priorities = PRIORITIES.map((priority, index) => ({ priority, name: PRIORITY_NAMES[index] ?? '' }));

/** Statuses by type of entity: where each may lead, the first being that of a new entity. */
export const statuses = Object.entries(TRANSITIONS)
  .filter(([, transitions]) => transitions.size > 0)
  .map(([type, transitions]) => ({
    entity_type: type,
    statuses: [...transitions].map(([status, next]) => ({ status, next: [...next] })),
  }));

/** Finds an entry by its id, or by its name in any case, with spaces, hyphens or underscores. */
export function entryOf<Entry extends DictionaryEntry>(entries: readonly Entry[], written: string): Entry | null {
  const [id, plain] = [written.trim().toLowerCase(), plainName(written)];
  return entries.find((entry) => entry.id === id) ?? entries.find(({ name }) => plainName(name) === plain) ?? null;
}

/** A name without what does not tell it from another: case, spaces, hyphens, underscores. */
export function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}
