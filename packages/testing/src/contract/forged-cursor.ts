/**
 * A cursor with another position, as anybody can write one: cursors are not signed.
 * @param change the new fields of the position, from those that it has
 */
export function forgedCursor(cursor: unknown, change: (position: object) => object): string {
  const envelope = JSON.parse(atob(String(cursor).replaceAll('-', '+').replaceAll('_', '/')));
  return btoa(JSON.stringify({ ...envelope, position: { ...envelope.position, ...change(envelope.position) } }));
}
