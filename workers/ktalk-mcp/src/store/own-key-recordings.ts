import { fold, indexText, stemOfCommon } from '@aisystant/search';
import type { OwnRecording, Person } from '../domain/recordings/recording.ts';
import { fetchTranscript, readable } from './checked-transcript.ts';
import { recordingOf, transcriptOf } from './from-wire.ts';
import { type CallKTalk, KTalkError, PAGE } from './ktalk-calls.ts';
import type { ListedRecording } from './ktalk-store.ts';
import type {
  FoundSpeech,
  ListPosition,
  OwnTranscript,
  RecordingFilters,
  RecordingsStore,
} from './recordings-store.ts';
import { summaryOf } from './summary.ts';
import { OwnRecording as OwnBody, OwnRecordings, Summary, Transcript } from './wire.ts';

/** Pages of the own list that one answer reads: KTalk neither filters nor searches it. */
const MOST_PAGES = 10;
/** Transcripts that one search reads. */
const MOST_TRANSCRIPTS = 5;

/**
 * The recordings of a person, read with their own key: KTalk itself decides what they see, and nothing is kept. It has neither
 * filters nor a search, so both look at the newest recordings only, and the quality of the data says so.
 */
export function ownKeyRecordings(call: CallKTalk, userKey: string | null): RecordingsStore {
  let whole = true;
  const visible = hidingRefusals(call);

  async function* newest(): AsyncGenerator<ListedRecording> {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { top: PAGE, skip: page * PAGE };
      const { recordings } = (await call('ownRecordings', { query, schema: OwnRecordings })) ?? { recordings: [] };
      if (recordings.length === 0) return;
      for (const { id, ...body } of recordings) {
        const recording = recordingOf({ ...body, key: id });
        if (recording) yield recording;
      }
    }
    whole = false;
  }

  const find = async (key: string): Promise<ListedRecording | null> => {
    const body = await visible('ownRecording', { params: { key }, schema: OwnBody });
    return body && recordingOf({ ...body, key });
  };

  const transcript = async (recording: ListedRecording): Promise<OwnTranscript> => {
    const belonging = [recording.createdBy.key, userKey, ...recording.participants.map((person) => person.key)];
    const source = {
      async transcript(key: string) {
        const body = await visible('transcript', { params: { key }, schema: Transcript });
        return body && transcriptOf(body);
      },
    };
    const fetched = await fetchTranscript(source, recording.key, new Set(belonging.filter((key) => key !== null)));
    return fetched === null ? { status: 'none' } : readable(fetched);
  };

  return {
    async list(filters, after, limit) {
      const found: OwnRecording[] = [];
      for await (const recording of newest()) {
        if (found.length === limit) break;
        if (isAfter(recording, after) && matches(recording, filters)) found.push(withRole(recording, userKey));
      }
      return found;
    },

    async find(key) {
      const recording = await find(key);
      return recording && withRole(recording, userKey);
    },

    async roster(key) {
      const recording = await find(key);
      return recording && { people: recording.participants, complete: isWhole(recording) };
    },

    async transcript(key) {
      const recording = await find(key);
      return recording && transcript(recording);
    },

    async summary(key, kind) {
      if ((await find(key)) === null) return null;
      const body = await visible('summary', { params: { key, type: kind }, schema: Summary });
      return body ? summaryOf(body) : { status: 'notFound', hidden: false, items: [] };
    },

    async search({ stems, all, key, from, to, limit, after }) {
      const found: FoundSpeech[] = [];
      let read = 0;
      for await (const recording of key === undefined ? newest() : one(await find(key))) {
        if (!matches(recording, { from, to })) continue;
        if (read === MOST_TRANSCRIPTS) {
          whole = false;
          break;
        }
        read += 1;
        const spoken = await transcript(recording);
        if (spoken.status === 'complete') found.push(...speechOf(recording, spoken.utterances, stems, all));
      }
      return found.filter((speech) => isSpokenAfter(speech, after)).slice(0, limit);
    },

    async quality(now, found) {
      return {
        status: whole ? (found === 0 ? 'NO_DATA' : 'OK') : 'PARTIAL_DATA',
        coverage_ratio: null,
        last_sync_at: new Date(now).toISOString(),
        sources: ['KTalk'],
        notes: whole ? null : 'просмотрены только самые новые записи',
      };
    },
  };
}

/** With a person's own key, 403 is how KTalk answers for a recording of others. */
function hidingRefusals(call: CallKTalk): CallKTalk {
  return async (endpoint, request) => {
    try {
      return await call(endpoint, request);
    } catch (error) {
      if (error instanceof KTalkError && error.reason === 'key_lacks_scope') return null;
      throw error;
    }
  };
}

async function* one(recording: ListedRecording | null): AsyncGenerator<ListedRecording> {
  if (recording) yield recording;
}

function withRole({ participants, ...recording }: ListedRecording, userKey: string | null): OwnRecording {
  const has = (person: Person) => person.key !== null && person.key === userKey;
  const role = has(recording.createdBy) ? 'creator' : participants.some(has) ? 'participant' : 'granted';
  return { ...recording, role };
}

const isWhole = ({ participants, participantsCount }: ListedRecording) => participants.length >= participantsCount;

function isAfter({ createdAt, key }: ListedRecording, after: ListPosition | null): boolean {
  if (after === null) return true;
  return createdAt < after.createdAt || (createdAt === after.createdAt && key < after.key);
}

function matches(recording: ListedRecording, filters: RecordingFilters): boolean {
  const { from, to, words = [], room, participant, participantKey } = filters;
  const title = fold(recording.title);
  const named = ({ name }: Person) => (participant ?? []).every((part) => fold(name).includes(part));
  return (
    (from === undefined || recording.createdAt >= from) &&
    (to === undefined || recording.createdAt < to) &&
    (room === undefined || recording.room === room) &&
    words.every((word) => title.includes(word)) &&
    (participant === undefined || recording.participants.some(named)) &&
    (participantKey === undefined || recording.participants.some(({ key }) => key === participantKey))
  );
}

function speechOf(
  { key, title, createdAt }: ListedRecording,
  utterances: Extract<OwnTranscript, { status: 'complete' }>['utterances'],
  stems: readonly string[],
  all: boolean,
): FoundSpeech[] {
  return utterances.flatMap((utterance, place) => {
    const said = new Set(indexText(utterance.text, stemOfCommon).split(' '));
    const has = (stem: string) => said.has(stem);
    const wanted = all ? stems.every(has) : stems.some(has);
    return wanted ? [{ ...utterance, key, title, createdAt, place }] : [];
  });
}

function isSpokenAfter(speech: FoundSpeech, after: (ListPosition & { readonly place: number }) | null): boolean {
  if (after === null) return true;
  if (speech.key === after.key) return speech.place > after.place;
  return speech.createdAt < after.createdAt || (speech.createdAt === after.createdAt && speech.key < after.key);
}
