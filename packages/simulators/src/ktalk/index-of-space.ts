import { mayRead, type Space, type SpaceRecording, type SpaceUser } from './space.ts';

/** A space with what is looked up in it. */
export interface SpaceIndex {
  readonly users: ReadonlyMap<string, SpaceUser>;
  readonly recordings: ReadonlyMap<string, SpaceRecording>;
  /** In an order of the list. */
  ordered(orderMode: string): readonly SpaceRecording[];
  /** What a person may see, newest first. */
  visibleTo(userKey: string): readonly SpaceRecording[];
}

const COMPARE: { readonly [orderMode: string]: (a: SpaceRecording, b: SpaceRecording) => number } = {
  byTitle: (a, b) => a.title.localeCompare(b.title, 'ru') || (a.key < b.key ? -1 : 1),
  byTimeNewFirst: (a, b) => b.createdAtMs - a.createdAtMs || (a.key < b.key ? -1 : 1),
  byTimeOldFirst: (a, b) => a.createdAtMs - b.createdAtMs || (a.key < b.key ? -1 : 1),
  bySizeBigFirst: (a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0) || (a.key < b.key ? -1 : 1),
  bySizeSmallFirst: (a, b) => (a.sizeBytes ?? 0) - (b.sizeBytes ?? 0) || (a.key < b.key ? -1 : 1),
};

/** The names of all orders. */
export const ORDER_MODES: readonly string[] = ['unknown', ...Object.keys(COMPARE)];

/** Indexes a space; each order and each person's list is made when it is first asked for. */
export function indexSpace({ users, recordings }: Space): SpaceIndex {
  const orders = new Map<string, readonly SpaceRecording[]>();
  const lists = new Map<string, readonly SpaceRecording[]>();
  const ordered = (orderMode: string) => {
    const compare = COMPARE[orderMode] ?? COMPARE['byTimeNewFirst'];
    return kept(orders, orderMode, () => [...recordings].sort(compare));
  };
  return {
    users: new Map(users.map((user) => [user.key, user])),
    recordings: new Map(recordings.map((recording) => [recording.key, recording])),
    ordered,
    visibleTo: (userKey) =>
      kept(lists, userKey, () => ordered('byTimeNewFirst').filter((recording) => mayRead(recording, userKey))),
  };
}

function kept<T>(all: Map<string, T>, name: string, make: () => T): T {
  const found = all.get(name);
  if (found !== undefined) return found;
  const made = make();
  all.set(name, made);
  return made;
}
