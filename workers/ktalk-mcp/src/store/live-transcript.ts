import type { OwnRecording } from '../domain/recordings/recording.ts';
import { fetchTranscript, readable } from './checked-transcript.ts';
import type { IndexReader } from './index-store.ts';
import type { KTalkStore } from './ktalk-store.ts';
import type { OwnTranscript } from './recordings-store.ts';

/** What a transcript is read from while the index has none. */
interface LiveSources {
  readonly index: Pick<IndexReader, 'roster'>;
  readonly ktalk: Pick<KTalkStore, 'roster' | 'transcript'>;
  readonly userKey: string;
}

/** What KTalk has of a transcript of a recording that its reader sees, while the index has none. */
export async function liveTranscript(
  { key, createdBy, role }: OwnRecording,
  { index, ktalk, userKey }: LiveSources,
): Promise<OwnTranscript> {
  const known = await index.roster(key);
  // With a part of its people, the words of a meeting would be taken for those of another.
  const people = known.complete ? known.people : ((await ktalk.roster(key)) ?? known.people);
  const belonging = new Set([createdBy.key, ...people.map((person) => person.key)].filter((each) => each !== null));
  if (role === 'granted') belonging.add(userKey);
  const fetched = await fetchTranscript(ktalk, key, belonging);
  return fetched === null ? { status: 'none' } : readable(fetched);
}
