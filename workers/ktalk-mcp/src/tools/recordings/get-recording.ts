import { DataQuality } from '@aisystant/mcp';
import * as z from 'zod';
import { requireRecording } from '../../queries/own-recording.ts';
import { qualityLines, recordingItem, recordingLine } from '../../queries/recording-lines.ts';
import { RecordingItem, RecordingKey } from '../fields.ts';
import { common, tool } from '../tool.ts';

/** `get_recording`: the facts of one recording. */
export const getRecording = tool({
  ...common,
  id: 'get_recording',
  title: 'Одна запись',
  intent: 'Что это за запись: когда, сколько длилась, кто создал?',
  useWhen: ['ключ записи известен и нужны её сведения'],
  doNotUseWhen: [
    { case: 'ключ неизвестен', use: 'get_user_records' },
    { case: 'нужно, что говорили', use: 'get_recording_transcript' },
  ],
  semantics: 'Возвращает сведения о записи и ссылку на неё в Толке; без текста.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  examples: [
    {
      question: 'Когда была эта встреча?',
      input: { recording_key: 'rec-0001' },
      answer: 'Дата, длительность, комната.',
    },
    { question: 'Кто создал запись?', input: { recording_key: 'rec-0002' }, answer: 'Имя создателя.' },
  ],
  input: () => z.strictObject({ recording_key: RecordingKey }),
  output: () => z.object({ recording: RecordingItem, data_quality: DataQuality }),
  async run({ recording_key: key }, { services, now }) {
    const recordings = await services.recordings();
    const recording = await requireRecording(recordings, key);
    return {
      recording: recordingItem(recording, services.linkTo(key)),
      data_quality: await recordings.quality(now, 1),
    };
  },
  summarize: ({ recording, data_quality: quality }) =>
    [recordingLine(recording), `Создал запись: ${recording.created_by}.`, ...qualityLines(quality)].join('\n'),
});
