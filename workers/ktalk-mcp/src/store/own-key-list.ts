import { recordingOf } from './from-wire.ts';
import type { ListPosition } from './index-store.ts';
import { type CallKTalk, PAGE } from './ktalk-calls.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { OwnRecording, OwnRecordings } from './wire.ts';

/** Pages that one answer goes through. */
const MOST_PAGES = 10;

/** What a visitor wants: the next recording; to stop before this one and go on later; or nothing older than this one. */
export type Visited = 'next' | 'stop' | 'end';

/** The list of the owner of a key, which KTalk neither filters nor searches: newest first, and of those of one moment by key. */
export interface OwnKeyList {
  /**
   * Visits the recordings from somewhere before a position on, until `visit` stops it or an answer may read no more pages. The
   * last that was visited; null when none is left.
   */
  scan(
    from: ListPosition | null,
    visit: (recording: ListedRecording) => Promise<Visited>,
  ): Promise<ListPosition | null>;
  /** Recordings that could not be read so far. */
  unreadable(): number;
}

/** Reads the list with a person's own key. */
export function ownKeyList(call: CallKTalk): OwnKeyList {
  const { pageAt, pageOf } = pagesOf(call);
  let unreadable = 0;

  /** Recordings from a page on, those of one moment by key; `end` once none is left, and not when the pages are used up. */
  async function* recordingsFrom(first: number): AsyncGenerator<ListedRecording | 'end'> {
    let together: ListedRecording[] = [];
    // A recording that is added meanwhile moves the last ones of a page to the next page.
    const isNew = firstOccurrence();
    for (let page = first; page < first + MOST_PAGES; page += 1) {
      const entities = await pageAt(page);
      const recordings = entities.map(listedOf).filter((each) => each !== null);
      unreadable += entities.length - recordings.length;
      for (const recording of recordings.filter(isNew)) {
        if (together[0] && together[0].createdAt !== recording.createdAt) {
          yield* together.sort(byKey);
          together = [];
        }
        together.push(recording);
      }
      // A short page is not the last one; an empty one is behind it.
      if (entities.length === 0) return yield* [...together.sort(byKey), 'end' as const];
    }
  }

  return {
    async scan(from, visit) {
      let last = from;
      for await (const recording of recordingsFrom(from === null ? 0 : await pageOf(from))) {
        const wanted = recording === 'end' ? recording : await visit(recording);
        if (recording === 'end' || wanted === 'end') return null;
        if (wanted === 'stop') return last;
        last = recording;
      }
      return last;
    },
    unreadable: () => unreadable,
  };
}

/** The pages of the list, each of which is read once. */
function pagesOf(call: CallKTalk) {
  const known = new Map<number, Promise<readonly unknown[]>>();
  const read = async (page: number) => {
    const query = { top: PAGE, skip: page * PAGE };
    return (await call('ownRecordings', { query, schema: OwnRecordings }))?.recordings ?? [];
  };
  const pageAt = (page: number) => {
    const reading = known.get(page) ?? read(page);
    known.set(page, reading);
    return reading;
  };
  /** Whether a page begins with something as old as the position, or older, or is behind the end of the list. */
  const isBehind = async (page: number, { createdAt }: ListPosition) => {
    const first = (await pageAt(page)).map(listedOf).find((each) => each !== null);
    return first === undefined || first.createdAt <= createdAt;
  };
  /** The last page that begins before a position, by bisection: KTalk can only count recordings. */
  const pageOf = async (position: ListPosition) => {
    let [low, high] = [0, 1];
    const oldest = (await pageAt(0)).map(listedOf).findLast((each) => each !== null);
    if (oldest && oldest.createdAt < position.createdAt) return 0;
    for (; !(await isBehind(high, position)); high *= 2) low = high;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (await isBehind(middle, position)) high = middle;
      else low = middle;
    }
    return low;
  };
  return { pageAt, pageOf };
}

/** A filter that passes each recording once. */
function firstOccurrence(): (recording: ListedRecording) => boolean {
  const seen = new Set<string>();
  return ({ key }) => {
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  };
}

function byKey(one: ListedRecording, other: ListedRecording): number {
  return one.key < other.key ? 1 : -1;
}

function listedOf(entity: unknown): ListedRecording | null {
  const { data } = OwnRecording.safeParse(entity);
  return data ? recordingOf({ ...data, key: data.id }) : null;
}
