import { type CallContext, type Completion, cut, defineResource, defineWidget } from '@aisystant/mcp';
import { KTalkKey } from '../domain/recordings/key.ts';
import { utteranceLine } from '../domain/transcript/utterance.ts';
import { present, requireRecording } from '../queries/own-recording.ts';
import { readTranscript } from '../queries/read-transcript.ts';
import { recordingItem, recordingLine } from '../queries/recording-lines.ts';
import { ABSENT_SUMMARY, failedSummary, PART_HIDDEN, UNFINISHED_SUMMARY } from '../queries/unfinished-summary.ts';
import type { KTalkServices } from '../services.ts';
import type { Summary } from '../store/ktalk-store.ts';
import type { RecordingsStore, SummaryKind } from '../store/recordings-store.ts';
import { READ, common as toolFacts } from '../tools/tool.ts';
import { MEETINGS_WIDGET } from '../tools/widgets.ts';

const resource = defineResource.for<KTalkServices>();

/** A recording that the tests and documents read. */
const SAMPLE = 'rec-0001';
/** Characters of a transcript that one resource holds; the tool reads the rest. */
const MOST_CHARACTERS = 40_000;
/** Recordings that the list holds, and that a completion looks among. */
const NEWEST = 100;

const common = {
  version: '0.1.0',
  status: 'draft',
  freshness: 'новые записи — в течение нескольких минут, перемены в старых — до недели',
  scope: READ,
  privacy: toolFacts.privacy,
} as const;

/** Completes keys of the caller's own recordings, newest first. */
async function ownKeys(services: KTalkServices): Promise<readonly string[]> {
  const recordings = await services.recordings();
  const newest = await recordings.list({}, null, NEWEST);
  return newest.recordings.map(({ key }) => key);
}

const family = {
  sample: SAMPLE,
  complete: async ({ written }: Completion, { services }: CallContext<KTalkServices>) =>
    (await ownKeys(services)).filter((key) => key.startsWith(written)),
};

/** The caller's recordings and the key of an address, or null for an address that no recording has. */
async function addressed(services: KTalkServices, key: string): Promise<RecordingsStore | null> {
  return KTalkKey.safeParse(key).success ? services.recordings() : null;
}

function summaryResource(type: string, kind: SummaryKind, title: string, example: string) {
  return resource({
    ...common,
    mime: 'text/markdown',
    name: `summary_${type}`,
    template: `ktalk://recordings/{key}/summary/${type}`,
    title,
    purpose: 'Что Контур.Толк сам написал о встрече.',
    structure: 'текст по абзацам',
    example,
    values: family,
    async read(key, { services }) {
      const recordings = await addressed(services, key);
      if (recordings === null) return null;
      return summaryText(present(await recordings.summary(key, kind)));
    },
  });
}

function summaryText({ status, items, hidden, omits }: Summary): string {
  if (hidden) return 'Этот итог скрыли в Толке.';
  const waits = UNFINISHED_SUMMARY.get(status);
  if (items.length === 0) return waits ? `${waits.why}.` : (failedSummary(status) ?? ABSENT_SUMMARY);
  const before = waits ? [`${waits.why}. ${waits.before}:`] : [];
  return cut(
    [...(omits ? [PART_HIDDEN] : []), ...before, ...items.map(({ text }) => text)].join('\n\n'),
    MOST_CHARACTERS,
  );
}

/** Every resource of ktalk-mcp, in the order in which they are listed. */
export const resources = [
  resource({
    ...common,
    mime: 'application/json',
    name: 'my_recordings',
    uri: 'ktalk://me/recordings',
    title: 'Мои записи',
    purpose: 'Последние сто записей встреч человека.',
    structure:
      'items[]: key, title, created_at, duration_sec, room, created_by, participants_count, my_role, url; data_quality',
    example: 'Какие у меня есть записи?',
    async read({ services, now }: CallContext<KTalkServices>) {
      const recordings = await services.recordings();
      // Not as a page of a tool, which ends earlier where an answer would be too long for one.
      const { recordings: newest } = await recordings.list({}, null, NEWEST);
      const items = newest.map((recording) => recordingItem(recording, services.linkTo(recording.key)));
      return JSON.stringify({ items, data_quality: await recordings.quality(now, items.length) });
    },
  }),
  resource({
    ...common,
    mime: 'application/json',
    name: 'recording',
    template: 'ktalk://recordings/{key}',
    title: 'Запись',
    purpose: 'Сведения об одной записи.',
    structure: 'key, title, created_at, duration_sec, room, created_by, participants_count, my_role, url',
    example: 'Когда была эта встреча?',
    values: family,
    async read(key, { services }) {
      const recordings = await addressed(services, key);
      return recordings && JSON.stringify(recordingItem(await requireRecording(recordings, key), services.linkTo(key)));
    },
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'transcript',
    template: 'ktalk://recordings/{key}/transcript',
    title: 'Расшифровка',
    purpose: 'Что говорили на встрече, по порядку времени.',
    structure: 'строка о записи; реплики: [время] имя: слова',
    example: 'Что решили на встрече?',
    values: family,
    async read(key, { services }) {
      const recordings = await addressed(services, key);
      if (recordings === null) return null;
      const recording = await requireRecording(recordings, key);
      const request = { offset: 0, maxChars: MOST_CHARACTERS, format: 'text' } as const;
      const { status, utterances, nextOffset, note } = await readTranscript(recordings, key, request);
      if (status !== 'complete') return note;
      const more = nextOffset === null ? [] : [`…дальше: get_recording_transcript, offset ${nextOffset}`];
      const head = recordingLine(recordingItem(recording, services.linkTo(key)));
      return [head, ...(note === null ? [] : [note]), '', ...utterances.map(utteranceLine), ...more].join('\n');
    },
  }),
  summaryResource('short', 'shortSummary', 'Краткий итог из Толка', 'О чём была встреча?'),
  summaryResource('protocol', 'protocol', 'Протокол из Толка', 'Что записано в протоколе?'),
  resource({
    ...common,
    mime: 'application/json',
    name: 'participants',
    template: 'ktalk://recordings/{key}/participants',
    title: 'Участники',
    purpose: 'Кто был на встрече.',
    structure: 'items[]: user_key, name, post, is_anonymous; complete — все ли',
    example: 'Кто был на встрече?',
    values: family,
    async read(key, { services }) {
      const recordings = await addressed(services, key);
      if (recordings === null) return null;
      const { people, complete } = present(await recordings.roster(key));
      const items = people.slice(0, 200).map(({ key: userKey, name, post, isAnonymous }) => ({
        user_key: userKey,
        name,
        post,
        is_anonymous: isAnonymous,
      }));
      return JSON.stringify({ items, complete: complete && items.length === people.length });
    },
  }),
  defineWidget<KTalkServices>({
    name: 'meetings_widget',
    uri: MEETINGS_WIDGET,
    title: 'Встречи на картинке',
    purpose: 'Записи встреч и календарь, а в расшифровке — кто, когда и что сказал.',
    version: '1.0.0',
    scope: READ,
    example: 'Какие у меня были встречи?',
    shows: ['get_user_records', 'search_records', 'list_my_meetings', 'get_recording_transcript'],
    html: async () => (await import('@aisystant/widgets/meetings', { with: { type: 'json' } })).default.html,
  }),
];
