import { oneLine } from '@aisystant/mcp/text';

/** What one person said without a break, in the order of time. */
export interface Utterance {
  /** From the beginning of the recording, ms. */
  readonly startMs: number;
  readonly endMs: number;
  /** Key of the speaker in KTalk; null for a guest and for somebody without an account. */
  readonly speakerKey: string | null;
  readonly speaker: string;
  readonly text: string;
}

/** A piece of speech as KTalk has it: a track is one microphone, and its pieces are in order only within the track. */
export interface SpokenPiece {
  readonly startMs: number;
  readonly endMs: number;
  readonly speakerKey: string | null;
  readonly speaker: string;
  readonly text: string;
}

/** Most characters of an utterance: a longer speech is cut between words, so that every page of a transcript fits. */
export const UTTERANCE_CHARACTERS = 1_200;

/** A longer silence ends an utterance even if the same person goes on. */
const PAUSE_MS = 30_000;

/** Merges the pieces of all tracks in the order of time; neighbours of one speaker become one utterance. */
export function mergePieces(pieces: readonly SpokenPiece[]): readonly Utterance[] {
  const ordered = pieces
    .map((piece) => ({ ...piece, text: oneLine(piece.text) }))
    .filter(({ text }) => text !== '')
    .sort((one, other) => one.startMs - other.startMs || one.endMs - other.endMs);
  const merged: Utterance[] = [];
  for (const piece of ordered.flatMap(cutLong)) {
    const last = merged.at(-1);
    if (last && continues(last, piece)) {
      merged[merged.length - 1] = {
        ...last,
        endMs: Math.max(last.endMs, piece.endMs),
        text: `${last.text} ${piece.text}`,
      };
    } else merged.push(piece);
  }
  return merged;
}

function continues(last: Utterance, next: Utterance): boolean {
  const sameSpeaker = last.speakerKey === next.speakerKey && last.speaker === next.speaker;
  const fits = last.text.length + 1 + next.text.length <= UTTERANCE_CHARACTERS;
  return sameSpeaker && fits && next.startMs - last.endMs <= PAUSE_MS;
}

/** A piece in parts that fit, cut between words where there are any; the parts share its time by their length. */
function cutLong(piece: Utterance): readonly Utterance[] {
  if (piece.text.length <= UTTERANCE_CHARACTERS) return [piece];
  const { text, startMs, endMs } = piece;
  const parts: Utterance[] = [];
  const timeAt = (offset: number) => Math.round(startMs + ((endMs - startMs) * offset) / text.length);
  for (let from = 0; from < text.length; ) {
    const to = cutAt(text, from);
    parts.push({ ...piece, startMs: timeAt(from), endMs: timeAt(to), text: text.slice(from, to).trim() });
    from = to;
  }
  return parts.filter((part) => part.text !== '');
}

function cutAt(text: string, from: number): number {
  const limit = from + UTTERANCE_CHARACTERS;
  if (limit >= text.length) return text.length;
  const space = text.lastIndexOf(' ', limit);
  if (space > from) return space + 1;
  // Neither half of a surrogate pair is text.
  const isLow = /[\udc00-\udfff]/.test(text.charAt(limit));
  return isLow ? limit - 1 : limit;
}

/** `1:02:03` of a time in ms, hours always shown: `00:02:03`. */
export function timeCode(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** One utterance as a line of text: `[00:02:03] Волкова Анна: …`. */
export function utteranceLine({ startMs, speaker, text }: Utterance): string {
  return `[${timeCode(startMs)}] ${speaker}: ${text}`;
}
