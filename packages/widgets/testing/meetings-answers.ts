import type { Answer } from './answer.ts';

const list = { widget: 'meetings', server: 'ktalk-mcp', tool: 'get_user_records', input: { limit: 5 } };
const QUALITY = { status: 'OK', coverage_ratio: null, last_sync_at: null, sources: ['ktalk'], notes: null };

const recording = (at: number, title: string) => ({
  key: `rec-000${at}`,
  title,
  created_at: `2026-11-2${at}T10:30:00Z`,
  duration_sec: 3_000 + at * 60,
  room: 'strategy',
  created_by: 'Анна Смирнова',
  participants_count: at + 1,
  my_role: 'participant',
  url: `https://example.test/recordings/rec-000${at}`,
});

const meeting = (subject: string | null, start: string, end: string) => ({
  subject,
  start: `${start}:00.000Z`,
  end: `${end}:00.000Z`,
  room: subject && 'strategy',
  url: null,
  is_cancelled: false,
});

const TRANSCRIPT = {
  recording_key: 'rec-0001',
  status: 'complete',
  speakers: ['Анна Смирнова', 'Борис'],
  speakers_total: 2,
  text: '',
  segments: [
    { start_ms: 0, time: '00:00:00', speaker: 'Анна Смирнова', text: 'Давайте начнём с итогов недели.' },
    { start_ms: 14_000, time: '00:00:14', speaker: 'Борис', text: 'У меня пять слотов из пяти.' },
    { start_ms: 30_000, time: '00:00:30', speaker: 'Анна Смирнова', text: 'Отлично. Что мешало на прошлой?' },
  ],
  total_chars: 24_000,
  next_offset: 12_000,
  verification: 'match',
  retry_after_seconds: null,
  data_quality: QUALITY,
};

/** A list, an empty list, what a search found, a calendar, a transcript in parts and as text, and one that is not ready. */
export const MEETINGS_ANSWERS: readonly Answer[] = [
  {
    ...list,
    name: 'a list',
    answer: {
      items: [recording(1, 'Планирование недели'), recording(2, 'Разбор упражнений')],
      next_cursor: 'далее',
      data_quality: QUALITY,
    },
  },
  {
    ...list,
    name: 'none',
    answer: { items: [], next_cursor: null, data_quality: { ...QUALITY, status: 'NO_DATA', notes: 'Записей нет.' } },
  },
  {
    ...list,
    tool: 'search_records',
    name: 'found recordings',
    input: { query: 'разбор' },
    answer: { items: [recording(2, 'Разбор упражнений')], next_cursor: null, data_quality: QUALITY },
  },
  {
    ...list,
    tool: 'list_my_meetings',
    name: 'a calendar',
    input: { from: '2026-11-23', to: '2026-11-29' },
    answer: {
      items: [
        meeting('Планирование недели', '2026-11-24T07:30', '2026-11-24T08:15'),
        meeting(null, '2026-11-24T09:00', '2026-11-24T09:30'),
        { ...meeting('Разбор упражнений', '2026-11-26T10:00', '2026-11-26T11:00'), is_cancelled: true },
      ],
      data_quality: QUALITY,
    },
  },
  {
    ...list,
    tool: 'get_recording_transcript',
    name: 'a transcript',
    input: { recording_key: 'rec-0001', format: 'segments' },
    answer: TRANSCRIPT,
  },
  {
    ...list,
    tool: 'get_recording_transcript',
    name: 'a transcript as text',
    input: { recording_key: 'rec-0001' },
    answer: {
      ...TRANSCRIPT,
      segments: [],
      text: '[00:00:00] Анна Смирнова: Давайте начнём с итогов недели.\n[00:00:14] Борис: У меня пять слотов из пяти.',
    },
  },
  {
    ...list,
    tool: 'get_recording_transcript',
    name: 'not ready',
    input: { recording_key: 'rec-0002' },
    answer: {
      recording_key: 'rec-0002',
      status: 'inProgress',
      speakers: [],
      speakers_total: 0,
      text: '',
      segments: [],
      total_chars: 0,
      next_offset: null,
      verification: null,
      retry_after_seconds: 60,
      data_quality: { ...QUALITY, status: 'PARTIAL_DATA', notes: 'Расшифровка готовится.' },
    },
  },
];
