import { plural } from '@aisystant/mcp/russian';
import { useState } from 'preact/hooks';
import { useBeginning } from '../kit/beginning.ts';
import { durationOf, momentOf } from '../kit/dates.ts';
import { type Call, mount, type ViewProps } from '../kit/mount.tsx';
import { Heading, Note, QualityNote } from '../kit/parts.tsx';
import { readQuality } from '../kit/quality.ts';
import { Calendar } from './calendar.tsx';
import './meetings.css';
import { type Recording, readCalendar, readRecordings, readTranscript, type Transcript } from './read-meetings.ts';
import { TranscriptView } from './transcript.tsx';

mount('Встречи', MeetingsOrTranscript);

/** All lists of meetings have this picture; from that of recordings one goes to a transcript and back. */
function MeetingsOrTranscript({ answer, call }: ViewProps) {
  const isTranscript = answer.text('recording_key') !== null || answer.list('segments').length > 0;
  if (isTranscript) return <TranscriptView call={call} first={readTranscript(answer)} title="Расшифровка" />;
  const meetings = readCalendar(answer);
  if (meetings !== null) return <Calendar meetings={meetings} quality={readQuality(answer)} />;
  return <Meetings answer={answer} call={call} />;
}

function Meetings({ answer, call }: Pick<ViewProps, 'answer' | 'call'>) {
  const [open, setOpen] = useState<{ readonly of: Recording; readonly transcript: Transcript } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useBeginning(open);
  const recordings = readRecordings(answer);
  const counted = recordings.length === 0 ? null : plural(recordings.length, 'запись', 'записи', 'записей');
  if (open) {
    return (
      <>
        <button class="quiet" onClick={() => setOpen(null)} type="button">
          ← К встречам
        </button>
        <TranscriptView call={call} first={open.transcript} key={open.of.key} title={open.of.title} />
      </>
    );
  }
  const show = (of: Recording, ask: Call) =>
    void ask('get_recording_transcript', { recording_key: of.key, format: 'segments' }).then(
      (read) => {
        setFailure(null);
        setOpen({ of, transcript: readTranscript(read) });
      },
      (error: Error) => setFailure(error.message),
    );
  return (
    <>
      <Heading about={counted} title="Встречи" />
      {failure === null ? null : <p role="alert">{failure}</p>}
      {recordings.length > 0 ? null : (
        <Note>{answer.isNothing('items') ? 'Встреч здесь нет.' : 'Какие здесь встречи, неизвестно.'}</Note>
      )}
      <ul class="rows">
        {recordings.map((recording) => (
          <Meeting key={recording.key} onOpen={call && (() => show(recording, call))} recording={recording} />
        ))}
      </ul>
      {answer.text('next_cursor') === null ? null : <p class="about">Есть и более ранние: спросите о них в чате.</p>}
      <QualityNote quality={readQuality(answer)} />
    </>
  );
}

interface MeetingProps {
  readonly recording: Recording;
  /** Opens the transcript; null where the picture cannot ask for it. */
  readonly onOpen: (() => void) | null;
}

function Meeting({ recording, onOpen }: MeetingProps) {
  return (
    <li class="recording">
      <h2>{recording.title}</h2>
      <p class="about">{aboutOf(recording)}</p>
      {onOpen ? (
        <button onClick={onOpen} type="button">
          <span aria-hidden="true">Расшифровка</span>
          <span class="spoken">Расшифровка: {recording.title}</span>
        </button>
      ) : null}
    </li>
  );
}

function aboutOf({ at, seconds, people, room }: Recording): string {
  return [
    momentOf(at),
    seconds === null ? null : durationOf(seconds),
    room === null ? null : `комната ${room}`,
    people === null ? null : plural(people, 'участник', 'участника', 'участников'),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
