import { ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { ACTIVITY_TYPE_IDS, ACTIVITY_TYPES, type ActivityTypeId, REJECTED_KINDS } from './activity-types.ts';

// "Учёба", "учеба" and "project work", "project_work" are the same words to a person.
const normalize = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[\s-]+/g, '_');

// Maps, not objects: what a caller sends is never looked up on a prototype.
const TYPE_BY_NAME: ReadonlyMap<string, ActivityTypeId> = new Map(
  ACTIVITY_TYPES.flatMap((type) =>
    [type.id, type.title_ru, type.title_en, ...type.aliases].map((name) => [normalize(name), type.id] as const),
  ),
);
const REJECTED_BY_NAME = new Map(
  REJECTED_KINDS.flatMap((kind) => [kind.id, kind.title_ru, ...kind.aliases].map((name) => [normalize(name), kind])),
);

/** The longest name worth comparing: anything longer is unknown without a search. */
const MAX_NAME_LENGTH = 64;

/**
 * Gives the canonical type for a name: an id, a title or an alias, in any letter case, ё or е.
 * `not_invested` means a known kind of time that is never recorded (sleep, idle, transport, social_feed), with a hint
 * on what to record instead; `unknown_activity_type` means a name nobody knows, with up to three near types.
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
    suggestions: nearTypes(name),
  });
}

/** Up to three types whose names are a slip or two away from the given one, nearest first. */
function nearTypes(name: string): ActivityTypeId[] {
  const slips = Math.max(1, Math.floor(name.length / 3));
  const near = [...TYPE_BY_NAME]
    .map(([known, id]) => ({ id, distance: name.length > 2 && known.startsWith(name) ? 0 : editDistance(known, name) }))
    .filter(({ distance }) => distance <= slips)
    .sort((a, b) => a.distance - b.distance);
  return [...new Set(near.map(({ id }) => id))].slice(0, 3);
}

/** How many letters must be put in, taken out or changed to turn one word into the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const changed = (previous[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
