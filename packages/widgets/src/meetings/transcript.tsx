import { useState } from 'preact/hooks';
import type { Call } from '../kit/mount.tsx';
import { Heading, Note, QualityNote } from '../kit/parts.tsx';
import { Steps } from '../kit/steps.tsx';
import { type Remark, readTranscript, type Transcript } from './read-meetings.ts';

const WITHOUT = {
  inProgress: 'Расшифровка ещё готовится. Спросите о ней немного позже.',
  error: 'Толк не смог расшифровать эту запись.',
  none: 'Расшифровки у этой записи нет.',
  unknown: 'Есть ли расшифровка, неизвестно.',
} as const;

interface TranscriptProps {
  readonly title: string;
  readonly first: Transcript;
  readonly call: Call | null;
}

/** Who said what and when, a part at a time. */
export function TranscriptView({ title, first, call }: TranscriptProps) {
  const [last, setLast] = useState(first);
  const [remarks, setRemarks] = useState<readonly Remark[]>(first.remarks);
  const [failure, setFailure] = useState<string | null>(null);
  const { key, status, quality } = first;
  const more = (ask: Call, offset: number) =>
    void ask('get_recording_transcript', { recording_key: key, format: 'segments', offset }).then(
      (answer) => {
        const next = readTranscript(answer);
        setFailure(null);
        setLast(next);
        setRemarks([...remarks, ...next.remarks]);
      },
      (error: Error) => setFailure(error.message),
    );
  return (
    <>
      <Heading about={speakersOf(first)} title={title} />
      {status === 'complete' || (status === 'unknown' && remarks.length > 0) ? null : <Note>{WITHOUT[status]}</Note>}
      <ol class="rows remarks">
        {remarks.map(({ time, speaker, text: said }, at) => (
          // Remarks are only added at the end, so the place is their name.
          <li class="timed" key={at}>
            <span class="time">{time ?? '—'}</span>
            <div>
              <b class="speaker">{speaker ?? 'Неизвестный голос'}</b>
              <p class="words">{said}</p>
            </div>
          </li>
        ))}
      </ol>
      {call && first.next !== null ? (
        <Steps name="Продолжение" step={last.next !== null}>
          {failure === null ? null : <p role="alert">{failure}</p>}
          {last.next === null ? (
            <p class="about">Дочитано до конца.</p>
          ) : (
            <button onClick={() => last.next !== null && more(call, last.next)} type="button">
              Читать дальше
            </button>
          )}
        </Steps>
      ) : null}
      <QualityNote quality={quality} />
    </>
  );
}

function speakersOf({ speakers, others }: Transcript): string | null {
  if (speakers.length === 0) return null;
  return `Говорили: ${speakers.join(', ')}${others === 0 ? '' : ` и ещё ${others}`}`;
}
