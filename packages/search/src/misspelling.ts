/** Shortest words in which one wrong letter is forgiven, and two. */
const MIN_LENGTH_ONE_EDIT = 5;
const MIN_LENGTH_TWO_EDITS = 10;

/** Words of the corpus that a misspelt word may have meant: those with the fewest edits, at most `limit`. */
export function correctionsOf(form: string, candidates: readonly string[], limit: number): readonly string[] {
  const allowed = form.length >= MIN_LENGTH_TWO_EDITS ? 2 : form.length >= MIN_LENGTH_ONE_EDIT ? 1 : 0;
  const near = candidates
    // The first letter is the one that is seldom wrong.
    .filter((word) => word[0] === form[0])
    .map((word) => ({ word, edits: editDistance(form, word) }))
    .filter(({ edits }) => edits > 0 && edits <= allowed);
  const fewest = Math.min(...near.map(({ edits }) => edits));
  return near
    .filter(({ edits }) => edits === fewest)
    .slice(0, limit)
    .map(({ word }) => word);
}

/** The Damerau–Levenshtein distance (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let [before, previous] = [[] as number[], Array.from({ length: right.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          at(previous, column - 1) + (same ? 0 : 1),
          at(previous, column) + 1,
          at(current, column - 1) + 1,
          swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, previous] = [previous, current];
  }
  return at(previous, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
