/** The shortest word in which one wrong letter is forgiven, and the shortest in which two are. */
const [ONE_FAULT, TWO_FAULTS] = [5, 10];

/** Words of the corpus that a misspelt word may have meant: those with the fewest faults, at most `limit`. */
export function correctionsOf(form: string, candidates: readonly string[], limit: number): readonly string[] {
  const allowed = form.length >= TWO_FAULTS ? 2 : form.length >= ONE_FAULT ? 1 : 0;
  const near = candidates
    // The first letter is the one that is seldom wrong.
    .filter((word) => word[0] === form[0])
    .map((word) => ({ word, faults: faultsBetween(form, word) }))
    .filter(({ faults }) => faults > 0 && faults <= allowed);
  const fewest = Math.min(...near.map(({ faults }) => faults));
  return near
    .filter(({ faults }) => faults === fewest)
    .slice(0, limit)
    .map(({ word }) => word);
}

/** Letters to insert, delete or replace, and neighbours to swap, to turn one word into the other. */
export function faultsBetween(left: string, right: string): number {
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
