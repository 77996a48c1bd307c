/** Whose session, and where. */
export interface SessionKey {
  readonly namespace: string | null;
  readonly database: string | null;
  readonly token: string | null;
}

/** A session of the engine. */
interface Kept<Session> {
  readonly session: Session;
  end(): Promise<unknown>;
}

/** Most sessions kept at once. */
const LIMIT = 200;

/** Gives each caller one session and keeps the latest: to begin one costs three calls of the engine. */
export function keptSessions<Session>(
  begin: (key: SessionKey) => Promise<Kept<Session>>,
): (key: SessionKey) => Promise<Session> {
  const kept = new Map<string, Promise<Kept<Session>>>();
  return async (key) => {
    const name = JSON.stringify([key.namespace, key.database, key.token]);
    const known = kept.get(name) ?? begin(key);
    // The latest is the last: the first is dropped when there are too many.
    kept.delete(name);
    kept.set(name, known);
    known.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > LIMIT && oldest !== undefined) {
      const dropped = kept.get(oldest);
      kept.delete(oldest);
      void dropped?.then(({ end }) => end()).catch(() => {});
    }
    return (await known).session;
  };
}
