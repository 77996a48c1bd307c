import { latinByLook } from '@aisystant/search';
import { ENTITY_TYPES, type EntityType } from './entity-type.ts';

/** Prefix of the reference ids of a type. */
export const PREFIXES: { readonly [type in EntityType]: string } = {
  epic: 'EP',
  user_story: 'US',
  acceptance_criteria: 'AC',
  requirement: 'REQ',
};

/** An entity as a caller names it. */
export type EntityKey =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'reference'; readonly type: EntityType; readonly number: number };

const REFERENCE = /^(EP|US|AC|REQ)-(\d{1,9})$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Writes a reference id: at least three digits, `EP-001`, `EP-1000`. */
export function referenceIdOf(type: EntityType, number: number): string {
  return `${PREFIXES[type]}-${String(number).padStart(3, '0')}`;
}

/**
 * Reads a UUID or a reference id in any case, with or without the zeros, also in Cyrillic letters that look the same; null for
 * anything else.
 */
export function parseEntityKey(text: string): EntityKey | null {
  const written = text.trim().toLowerCase();
  if (UUID.test(written)) return { by: 'id', id: written };
  const [, prefix, digits] = REFERENCE.exec(latinByLook(written)) ?? [];
  const type = ENTITY_TYPES.find((each) => PREFIXES[each] === prefix?.toUpperCase());
  const number = Number(digits);
  return type === undefined || number < 1 ? null : { by: 'reference', type, number };
}
