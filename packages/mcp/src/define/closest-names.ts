/**
 * How many letters must be inserted, deleted or replaced to turn one name into the other.
 * @returns 0 for equal names; symmetric; never more than the longer length.
 */
export function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = at(previous, column - 1) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1));
    }
    previous = current;
  }
  return at(previous, right.length);
}

/**
 * The known names that a misspelt one may have meant, nearest first.
 * A name is near when at most half of the longer of the two has to change; beyond that a suggestion would only mislead.
 * @param limit how many to return at most
 */
export function closestNames(written: string, known: readonly string[], limit: number): readonly string[] {
  return known
    .filter((name) => Math.abs(name.length - written.length) <= tolerance(written, name))
    .map((name) => ({ name, distance: editDistance(written, name) }))
    .filter(({ name, distance }) => distance <= tolerance(written, name))
    .sort((left, right) => left.distance - right.distance)
    .slice(0, limit)
    .map(({ name }) => name);
}

function tolerance(written: string, name: string): number {
  return Math.floor(Math.max(written.length, name.length) / 2);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
