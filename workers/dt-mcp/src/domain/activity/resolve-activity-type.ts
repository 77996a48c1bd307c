import { editDistance } from '@aisystant/mcp/closest-names';
import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { ACTIVITY_TYPE_IDS, ACTIVITY_TYPES, type ActivityTypeId, REJECTED_KINDS } from './activity-types.ts';

// Accepts "учеба" for "учёба" and "project work" for "project_work".
const normalize = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s-]+/g, '_');

// Maps, because a lookup of a caller's text in an object could reach its prototype.
const TYPE_BY_NAME: ReadonlyMap<string, ActivityTypeId> = new Map(
  ACTIVITY_TYPES.flatMap((type) =>
    [type.id, type.title_ru, type.title_en, ...type.aliases].map((name) => [normalize(name), type.id] as const),
  ),
);
const REJECTED_BY_NAME = new Map(
  REJECTED_KINDS.flatMap((kind) => [kind.id, kind.title_ru, ...kind.aliases].map((name) => [normalize(name), kind])),
);

/** Longer names are unknown without a search. */
const MAX_NAME_LENGTH = 64;

/**
 * Finds an activity type by id, title or alias, in any letter case, with ё or е. Refuses with `not_invested` and a hint
 * for time that is never recorded (sleep, idle, transport, social_feed), else with `unknown_activity_type` and up to
 * three similar types.
 */
export function resolveActivityType(
  text: string,
): Result<ActivityTypeId, Refusal<'not_invested' | 'unknown_activity_type'>> {
  const name = text.length <= MAX_NAME_LENGTH ? normalize(text) : '';
  const id = TYPE_BY_NAME.get(name);
  if (id !== undefined) return ok(id);
  const rejected = REJECTED_BY_NAME.get(name);
  if (rejected !== undefined) {
    return refuse('not_invested', `${rejected.title_ru} не записывается как дело.`, { hint: rejected.hint });
  }
  return refuse('unknown_activity_type', `Неизвестный вид дела: ${quote(text)}.`, {
    hint: `Подойдёт один из: ${ACTIVITY_TYPE_IDS.join(', ')}.`,
    suggestions: similarTypes(name),
  });
}

/** Up to three types with a name within a third of its letters of the given one, nearest first. */
function similarTypes(name: string): ActivityTypeId[] {
  const tolerance = Math.max(1, Math.floor(name.length / 3));
  const similar = [...TYPE_BY_NAME]
    .map(([known, id]) => ({ id, distance: name.length > 2 && known.startsWith(name) ? 0 : editDistance(known, name) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((a, b) => a.distance - b.distance);
  return [...new Set(similar.map(({ id }) => id))].slice(0, 3);
}
