/** Most characters of the items of a page: with their lines and the quality they must stay within one answer. */
const PAGE_CHARACTERS = 36_000;

/**
 * The items of one page as they are shown, at most `limit` and as many as fit into one answer, and the last of those
 * found; null when nothing is left behind it. Give one more than `limit`: whether there is a next page is then known
 * without going there.
 */
export function pageOf<Found, Shown>(found: readonly Found[], limit: number, show: (one: Found) => Shown) {
  const shown = asManyAsFit(found.slice(0, limit).map(show));
  const last = shown.length < found.length ? (found[shown.length - 1] ?? null) : null;
  return { shown, last };
}

/** The first items that fit into one answer, at least one. */
function asManyAsFit<T>(items: readonly T[]): T[] {
  let characters = 0;
  const fitting = items.findIndex((item, i) => {
    characters += JSON.stringify(item).length;
    return i > 0 && characters > PAGE_CHARACTERS;
  });
  return fitting === -1 ? [...items] : items.slice(0, fitting);
}
