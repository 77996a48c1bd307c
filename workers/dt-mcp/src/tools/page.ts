/** Most characters of the items of a page: with their lines and the quality they must stay within one answer. */
const PAGE_CHARACTERS = 36_000;

/** The first items that fit into one answer, at least one. */
export function asManyAsFit<T>(items: readonly T[]): T[] {
  let characters = 0;
  const fitting = items.findIndex((item, i) => {
    characters += JSON.stringify(item).length;
    return i > 0 && characters > PAGE_CHARACTERS;
  });
  return fitting === -1 ? [...items] : items.slice(0, fitting);
}
