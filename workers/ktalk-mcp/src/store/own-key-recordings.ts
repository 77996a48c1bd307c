import { ToolError } from '@aisystant/mcp';
import { fold } from '@aisystant/search';
import type { OwnRecording, Person } from '../domain/recordings/recording.ts';
import { recordingOf } from './from-wire.ts';
import { AFTER_ALL, isAfter, type MissingTranscript, missingOf } from './index-store.ts';
import { type CallKTalk, KTalkError } from './ktalk-calls.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { type OwnKeyList, ownKeyList, type Visited } from './own-key-list.ts';
import { type OwnKeySpeech, ownKeySpeech } from './own-key-speech.ts';
import type { FoundSpeech, RecordingFilters, RecordingsStore, SpeechPage, SpeechQuery } from './recordings-store.ts';
import { NO_SUMMARY, summaryOf } from './summary.ts';
import { OwnRecording as OwnBody, Summary } from './wire.ts';

/** Transcripts that one answer of a search reads. */
const MOST_TRANSCRIPTS = 5;

/**
 * The recordings of a person, read with their own key: KTalk itself decides what they see, and nothing is kept. It has neither
 * filters nor a search, so one answer looks through a part of the recordings, and the next goes on from there.
 */
export function ownKeyRecordings(call: CallKTalk, userKey: string | null): RecordingsStore {
  const visible = hidingRefusals(call);
  const own = ownKeyList(call);
  const spoken = ownKeySpeech(visible, userKey);

  const find = async (key: string): Promise<ListedRecording | null> => {
    const body = await visible('ownRecording', { params: { key }, schema: OwnBody });
    return body && recordingOf({ ...body, key });
  };

  return {
    async list(filters, after, limit) {
      if (filters.room !== undefined) throw noRooms();
      const recordings: OwnRecording[] = [];
      const next = await own.scan(after, async (recording) => {
        if (isBefore(recording, filters)) return 'end';
        if (recordings.length === limit) return 'stop';
        if ((after === null || isAfter(recording, after)) && matches(recording, filters))
          recordings.push(withRole(recording, userKey));
        return 'next';
      });
      return { recordings, next };
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
      return recording && spoken.transcript(recording);
    },

    async summary(key, kind) {
      if ((await find(key)) === null) return null;
      const body = await visible('summary', { params: { key, type: kind }, schema: Summary });
      return body ? summaryOf(body) : NO_SUMMARY;
    },

    search: (query) => searchTranscripts({ own, spoken, find }, query),

    async quality(now, found) {
      const unread = own.unreadable() + spoken.unreadable();
      return {
        status: unread > 0 ? 'PARTIAL_DATA' : found === 0 ? 'NO_DATA' : 'OK',
        coverage_ratio: null,
        last_sync_at: new Date(now).toISOString(),
        sources: ['KTalk'],
        notes: unread > 0 ? `Толк отдаёт с ошибкой часть ваших записей (${unread}): здесь их нет.` : null,
      };
    },
  };
}

interface SearchSources {
  readonly own: OwnKeyList;
  readonly spoken: OwnKeySpeech;
  readonly find: (key: string) => Promise<ListedRecording | null>;
}

/** Searches the transcripts of one recording, or of the list from the position of the query on. */
async function searchTranscripts({ own, spoken, find }: SearchSources, query: SpeechQuery): Promise<SpeechPage> {
  const { key, limit, after } = query;
  const found: FoundSpeech[] = [];
  const missing: MissingTranscript[] = [];
  const read = spoken.reader(query);
  let count = 0;
  const visit = async (recording: ListedRecording) => {
    if (isBefore(recording, query)) return 'end';
    if (!isSearched(recording, query)) return 'next';
    if (count === MOST_TRANSCRIPTS || found.length > limit) return 'stop';
    count += 1;
    const speech = await read(recording);
    found.push(...speech.found);
    missing.push(...speech.missing);
    return 'next';
  };
  const stopped = key === undefined ? await own.scan(after, visit) : await visitOne(await find(key), visit);
  const last = found.length > limit ? found[limit - 1] : undefined;
  const next = last ?? (stopped && { createdAt: stopped.createdAt, key: stopped.key, place: AFTER_ALL });
  return { found: found.slice(0, limit), next, missing: missingOf(missing, after, last) };
}

/** Whether a search may find something in a recording: that of its position is searched behind it. */
function isSearched(recording: ListedRecording, { to, after }: SpeechQuery): boolean {
  const isBehind = after === null || recording.key === after.key || isAfter(recording, after);
  return isBehind && matches(recording, { to });
}

async function visitOne(recording: ListedRecording | null, visit: (recording: ListedRecording) => Promise<Visited>) {
  if (recording) await visit(recording);
  return null;
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

function withRole({ participants, ...recording }: ListedRecording, userKey: string | null): OwnRecording {
  const has = (person: Person) => person.key !== null && person.key === userKey;
  const role = has(recording.createdBy) ? 'creator' : participants.some(has) ? 'participant' : 'granted';
  return { ...recording, role };
}

const isWhole = ({ participants, participantsCount: count }: ListedRecording) =>
  count !== null && participants.length >= count;

const isBefore = ({ createdAt }: ListedRecording, { from }: Pick<RecordingFilters, 'from'>) =>
  from !== undefined && createdAt < from;

/** A list that looks for what KTalk does not tell would always be empty. */
function noRooms(): ToolError {
  return new ToolError('INVALID_ARGUMENT', 'С вашим ключом Толк не называет комнат.', {
    field: 'room',
    hint: 'Ищите по словам названия или по датам.',
  });
}

function matches(recording: ListedRecording, filters: RecordingFilters): boolean {
  const { from, to, words = [], participant, participantKeys } = filters;
  const title = fold(recording.title);
  const named = ({ name }: Person) => (participant ?? []).every((part) => fold(name).includes(part));
  return (
    (from === undefined || recording.createdAt >= from) &&
    (to === undefined || recording.createdAt < to) &&
    words.every((word) => title.includes(word)) &&
    (participant === undefined || recording.participants.some(named)) &&
    (participantKeys === undefined || recording.participants.some(({ key }) => participantKeys.includes(key ?? '')))
  );
}
