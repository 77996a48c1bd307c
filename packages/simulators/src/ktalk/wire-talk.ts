import { random } from '../random.ts';
import { hashOf, odd, type Wire } from './oddities.ts';
import type { Line, SpaceRecording, SummaryStatus } from './space.ts';
import { inventTalk, type Talk } from './talk/talk.ts';
import { authorOf, type WireContext } from './wire-recordings.ts';
import { speakerOf } from './wire-users.ts';

/** What was said in a recording: its own lines, or an invented meeting that is the same each time. */
function talkOf(recording: SpaceRecording, { users }: WireContext): Talk {
  if (recording.lines) return { lines: recording.lines, topics: [], decisions: [], actions: [] };
  const { roster, microphone, durationSeconds, key } = recording;
  const names = roster.map((entry) => ('guest' in entry ? entry.guest : (users.get(entry.userKey)?.firstname ?? '')));
  // Not everybody who was there speaks; of a large meeting few.
  const speakers = [...roster.keys()].filter((place) => place !== microphone).slice(0, 6);
  return inventTalk({ durationSeconds, names, speakers }, random(hashOf(key)));
}

/** A transcript: a track for each microphone, not in the order of time over all. It does not say of which recording it is. */
export function transcriptOf(recording: SpaceRecording, context: WireContext): Wire {
  const { key, transcript } = recording;
  const empty = { statusMessage: null, tracks: null, errors: null, transcriptId: null };
  if (transcript === 'inProgress') return odd(context.oddities, key, { status: 'inProgress', ...empty });
  if (transcript === 'error') {
    const errors = [{ startTime: '00:00:00', endTime: '00:12:30.5000000', message: 'speech is not recognized' }];
    return odd(context.oddities, key, {
      status: 'error',
      ...empty,
      statusMessage: 'Не удалось распознать речь',
      errors,
    });
  }
  const transcriptId = uuidOf(key);
  if (transcript === 'empty') return odd(context.oddities, key, { status: 'complete', ...empty, transcriptId });
  const tracks = tracksOf(recording, context);
  return odd(context.oddities, key, { status: 'complete', statusMessage: null, tracks, errors: [], transcriptId });
}

function tracksOf(recording: SpaceRecording, context: WireContext): Wire[] {
  const { key, roster, microphone } = recording;
  const { lines } = talkOf(recording, context);
  const speaker = (place: number) => speakerOf(roster[place] ?? { guest: '' }, context.users, context.oddities);
  const places = microphone === null ? [...new Set(lines.map((line) => line.speaker))] : [microphone];
  return places.map((place) =>
    odd(context.oddities, `${key}/${place}`, {
      trackId: `t${place}`,
      speaker: speaker(place),
      isRenamed: false,
      diarizedSpeaker: null,
      chunks: lines
        .map((line, number) => ({ line, number }))
        .filter(({ line }) => microphone !== null || line.speaker === place)
        .map(({ line, number }) => chunkOf(line, number, microphone === null ? null : speaker(line.speaker))),
      confidence: 0.94,
    }),
  );
}

function chunkOf({ startMs, endMs, text }: Line, number: number, diarizedSpeaker: Wire | null): Wire {
  const words = text.split(' ');
  const step = (endMs - startMs) / words.length;
  return {
    chunkId: `c${number}`,
    timeOffsetInMillis: startMs,
    startTimeOffsetInMillis: startMs,
    endTimeOffsetInMillis: endMs,
    text,
    words: words.map((word, place) => ({
      startTimeOffsetInMillis: Math.round(startMs + place * step),
      endTimeOffsetInMillis: Math.round(startMs + (place + 1) * step),
      text: word,
      confidence: 0.97,
    })),
    confidence: 0.95,
    diarizedSpeaker,
  };
}

/** Kinds of a summary. */
export type SummaryType = 'shortSummary' | 'protocol';

/** A summary of the newer form. */
export function summaryOf(recording: SpaceRecording, type: SummaryType, context: WireContext): Wire {
  const { key, summaryHidden } = recording;
  const status = recording[type];
  const isReady = status === 'success';
  const hiddenBy = isReady && summaryHidden ? authorOf(recording, context) : null;
  return odd(context.oddities, `${key}/${type}`, {
    summaryId: isReady ? uuidOf(`${key}/${type}`) : null,
    status,
    chunks: isReady ? pointsOf(recording, type, context).map(summaryChunk(recording, type, context)) : null,
    hidden: hiddenBy !== null,
    hiddenReason: hiddenBy && 'Скрыто автором',
    hiddenBy,
    hiddenAt: hiddenBy && new Date(recording.createdAtMs + 3_600_000).toISOString(),
  });
}

/** A summary with the transcript inside. */
export function wholeSummaryOf(recording: SpaceRecording, context: WireContext): Wire {
  const transcript = transcriptOf(recording, context);
  const statuses: { readonly [status: string]: SummaryStatus } = { complete: 'success', error: 'failed' };
  const status = statuses[String(transcript['status'])] ?? 'inProgress';
  return {
    transcriptionV2: { statusMessage: '', tracks: [], errors: [], ...notNull(transcript), status },
    shortSummaryV2: summaryOf(recording, 'shortSummary', context),
    protocolV2: summaryOf(recording, 'protocol', context),
  };
}

/** The oldest form: six statuses, times in seconds. */
export function oldSummaryOf(recording: SpaceRecording, context: WireContext): Wire {
  const status = recording.shortSummary === 'recreateInProgress' ? 'inProgress' : recording.shortSummary;
  const points = status === 'success' ? pointsOf(recording, 'shortSummary', context) : [];
  const chunks = points.map(({ text, timestamp }, place) => ({ id: String(place), text, timestamp }));
  const hidden = { hidden: recording.summaryHidden, hiddenReason: null, hiddenBy: null, hiddenAt: null };
  return { status, summary: { summaryId: status === 'success' ? uuidOf(recording.key) : null, chunks, ...hidden } };
}

interface TimedText {
  readonly text: string;
  readonly timestamp: number;
}

function pointsOf(recording: SpaceRecording, type: SummaryType, context: WireContext): TimedText[] {
  const { lines, topics, decisions, actions } = talkOf(recording, context);
  const timed = (prefix: string, points: typeof topics) =>
    points.map(({ text, startMs }) => ({ text: `${prefix}${text}`, timestamp: Math.floor(startMs / 1_000) }));
  if (type === 'protocol') return [...timed('Решение: ', decisions), ...timed('Задача. ', actions)];
  if (topics.length === 0) return lines.slice(0, 3).map(({ text, startMs }) => ({ text, timestamp: startMs / 1_000 }));
  return [...timed('Обсудили: ', topics), ...timed('Решили: ', decisions)];
}

/** Of some summaries a person hid the first point alone; its text goes out too. */
function summaryChunk(recording: SpaceRecording, type: SummaryType, context: WireContext) {
  const hidesFirst = !recording.summaryHidden && hashOf(`${recording.key}/${type}`) % 5 === 0;
  return ({ text, timestamp }: TimedText, place: number): Wire => {
    const isHidden = hidesFirst && place === 0;
    const hiddenBy = isHidden ? authorOf(recording, context) : null;
    const hiddenStatus = { isHidden, hiddenReason: null, hiddenBy, hiddenAt: null };
    return { type: 'text', timestamp, version: 1, text, hiddenStatus };
  };
}

function notNull(fields: Wire): Wire {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** An id in the form of a UUID, the same for the same text. */
function uuidOf(text: string): string {
  const part = (salt: string) =>
    hashOf(salt + text)
      .toString(16)
      .padStart(8, '0');
  const hex = part('a') + part('b') + part('c') + part('d');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
