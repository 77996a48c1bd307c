import { oneLine } from '@aisystant/mcp/text';
import { personName } from '../domain/recordings/person-name.ts';
import type { Person, Recording } from '../domain/recordings/recording.ts';
import type { SpokenPiece } from '../domain/transcript/utterance.ts';
import type { Account, FetchedTranscript, ListedRecording } from './ktalk-store.ts';
import { type AccountBody, type AttendeeBody, RecordingBody, type TrackBody, type TranscriptBody } from './wire.ts';

/** An attendee in our words. */
export function personOf({ userInfo, anonymousName, isAnonymous }: AttendeeBody): Person {
  return {
    key: userInfo?.key ?? null,
    name: personName(userInfo ?? null, anonymousName),
    post: oneLine(userInfo?.post ?? '') || null,
    isAnonymous: isAnonymous === true || !userInfo,
  };
}

/** An account in our words. */
export function accountOf(account: AccountBody): Account {
  return {
    key: account.key,
    email: account.email ?? null,
    name: personName(account, null),
    disabled: account.disabled === true || account.removed === true || account.deletedBySelf === true,
  };
}

/** A recording in our words; null for one that cannot be read, or has no usable date, by which lists are ordered. */
export function recordingOf(entity: unknown): ListedRecording | null {
  const parsed = RecordingBody.safeParse(entity);
  if (!parsed.success) return null;
  const body = parsed.data;
  const created = Date.parse(body.createdDate);
  if (Number.isNaN(created)) return null;
  const recording: Recording = {
    key: body.key,
    title: body.title?.trim() || 'Без названия',
    createdAt: new Date(created).toISOString(),
    durationSec: roundedOrNull(body.duration),
    room: oneLine(body.roomName ?? ''),
    createdBy: personOf({ userInfo: body.createdBy, isAnonymous: false, anonymousName: null }),
    participantsCount: body.participantsCount ?? null,
  };
  return { ...recording, participants: (body.participants ?? []).map(personOf) };
}

const roundedOrNull = (seconds: number | null | undefined) =>
  seconds === null || seconds === undefined ? null : Math.round(seconds);

/** A transcript in our words. Of the words that KTalk times one by one only the pieces are kept. */
export function transcriptOf({ status, tracks, errors }: TranscriptBody): FetchedTranscript {
  const spoken = tracks ?? [];
  return {
    status,
    hasGaps: (errors ?? []).length > 0,
    speakers: spoken
      .filter(({ chunks }) => (chunks ?? []).length > 0)
      .map(({ speaker }) => speaker?.userInfo?.key ?? null),
    pieces: spoken.flatMap(piecesOf),
  };
}

/** What was said at one microphone. Words without a time begin where those before them end. */
function piecesOf({ chunks, speaker, diarizedSpeaker }: TrackBody): readonly SpokenPiece[] {
  let before = 0;
  return (chunks ?? []).map((chunk) => {
    const person = personOf(chunk.diarizedSpeaker ?? diarizedSpeaker ?? speaker ?? {});
    const startMs = Math.max(0, Math.round(chunk.startTimeOffsetInMillis ?? chunk.timeOffsetInMillis ?? before));
    const endMs = Math.max(startMs, Math.round(chunk.endTimeOffsetInMillis ?? startMs));
    before = endMs;
    return { startMs, endMs, speakerKey: person.key, speaker: person.name, text: chunk.text ?? '' };
  });
}
