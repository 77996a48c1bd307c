import { qualityOf, withNote } from '../domain/recordings/quality.ts';
import type { IndexReader } from './index-store.ts';
import { mayBeOfRecording } from './ktalk-calls.ts';
import type { KTalkStore } from './ktalk-store.ts';
import { speechPage } from './live-speech.ts';
import { liveTranscript } from './live-transcript.ts';
import type { RecordingsStore, SpeechPage, SpeechQuery } from './recordings-store.ts';
import { NO_SUMMARY } from './summary.ts';

/** What the recordings of a space are read from. */
export interface SpaceSources {
  /** The index, bound to the reader. */
  readonly index: IndexReader;
  readonly ktalk: Pick<KTalkStore, 'roster' | 'transcript' | 'summary' | 'granted'>;
  /** Looks up the newest recordings if that was long ago. The same work for every key that the reader does not see. */
  readonly catchUp: () => Promise<void>;
  readonly userKey: string;
}

/**
 * The recordings of one person of the space, read with the key to all of them: the index says which are theirs, and only those are
 * ever asked of KTalk. A key that the reader does not see costs the same whether it is another person's or nobody's.
 */
export function spaceRecordings({ index, ktalk, catchUp, userKey }: SpaceSources): RecordingsStore {
  /** The recording, if the reader sees it; before it is denied the index is brought up to date. */
  const find = async (key: string) => {
    const known = await index.find(key);
    if (known) return known;
    await catchUp();
    return index.find(key);
  };
  const isGranted = async (key: string) => (await ktalk.granted(key))?.includes(userKey) === true;
  /** The same before its words are read: a grant may have been taken back since it was indexed. */
  const findReadable = async (key: string) => {
    const found = await find(key);
    if (found?.role !== 'granted') return found;
    return (await isGranted(key)) ? found : null;
  };
  /** Recordings that a search left out, since KTalk could not say whether the grant is still there. */
  const unanswered = new Set<string>();
  const isKnownGranted = (key: string) =>
    isGranted(key).catch((error: unknown) => {
      if (!mayBeOfRecording(error)) throw error;
      unanswered.add(key);
      return false;
    });

  const readLive = async (key: string) => {
    const recording = await findReadable(key);
    return recording && { recording, transcript: await liveTranscript(recording, { index, ktalk, userKey }) };
  };
  const live = new Map<string, ReturnType<typeof readLive>>();
  /** A search for all of its words may be followed by one for any of them: they are read once. */
  const readLiveOnce = (key: string) => {
    const reading = live.get(key) ?? readLive(key);
    live.set(key, reading);
    return reading;
  };

  return {
    list: async (filters, after, limit) => ({ recordings: await index.list(filters, after, limit), next: null }),
    find,
    async search(query) {
      const page = await searchOpen(index, isKnownGranted, query);
      if (query.key === undefined || page.missing.every(({ status }) => status === 'gaps')) return page;
      const read = await readLiveOnce(query.key);
      if (read === null) return { found: [], next: null, missing: [] };
      return speechPage(read.recording, read.transcript, query);
    },

    async roster(key) {
      return (await find(key)) && index.roster(key);
    },

    async transcript(key) {
      const found = await findReadable(key);
      if (!found) return null;
      const indexed = await index.transcript(key);
      if (indexed && indexed.verification !== 'mismatch') {
        return { ...indexed, status: 'complete', verification: indexed.verification };
      }
      return liveTranscript(found, { index, ktalk, userKey });
    },

    async summary(key, kind) {
      return (await findReadable(key)) && ((await ktalk.summary(key, kind)) ?? NO_SUMMARY);
    },

    async quality(now, found) {
      const quality = qualityOf(await index.freshness(), now, found);
      return unanswered.size === 0
        ? quality
        : withNote(quality, `Толк не сказал, открыты ли вам записи (${unanswered.size}): здесь их нет.`);
    },
  };
}

/** Searches the index without the granted recordings that are no longer open to the reader. */
async function searchOpen(
  index: IndexReader,
  isOpen: (key: string) => Promise<boolean>,
  query: SpeechQuery,
): Promise<SpeechPage> {
  const checked = new Set<string>();
  const withdrawn: string[] = [];
  for (;;) {
    const page = await index.search({ ...query, without: withdrawn });
    const keys = new Set(page.found.filter(({ role }) => role === 'granted').map(({ key }) => key));
    const unchecked = [...keys].filter((key) => !checked.has(key));
    const gone = await Promise.all(unchecked.map(async (key) => ((await isOpen(key)) ? [] : [key])));
    for (const key of unchecked) checked.add(key);
    withdrawn.push(...gone.flat());
    // The places of what was withdrawn go to the next hits, so that the page and its cursor stay whole.
    if (gone.flat().length === 0) return page;
  }
}
