import { ToolError } from '@aisystant/mcp';
import { fetchTranscript, readable } from './checked-transcript.ts';
import { transcriptOf } from './from-wire.ts';
import { type CallKTalk, mayBeOfRecording } from './ktalk-calls.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { missingIn, speechIn } from './live-speech.ts';
import type { OwnTranscript, SpeechPage, SpeechQuery } from './recordings-store.ts';
import { Transcript } from './wire.ts';

/** Gives what is found in the transcript of a recording, and the recording itself where words are not there. */
type SpeechReader = (recording: ListedRecording) => Promise<Pick<SpeechPage, 'found' | 'missing'>>;

/** The transcripts of a person's recordings, read with their own key. */
export interface OwnKeySpeech {
  transcript(recording: ListedRecording): Promise<OwnTranscript>;
  reader(query: SpeechQuery): SpeechReader;
  /** How many transcripts could not be read so far. */
  unreadable(): number;
}

/** Reads transcripts by calls of KTalk with the key of a person. */
export function ownKeySpeech(call: CallKTalk, userKey: string | null): OwnKeySpeech {
  let unreadable = 0;

  const transcript = async (recording: ListedRecording): Promise<OwnTranscript> => {
    const belonging = [recording.createdBy.key, userKey, ...recording.participants.map((person) => person.key)];
    const source = {
      async transcript(key: string) {
        const body = await call('transcript', { params: { key }, schema: Transcript });
        return body && transcriptOf(body);
      },
    };
    const fetched = await fetchTranscript(source, recording.key, new Set(belonging.filter((key) => key !== null)));
    return fetched === null ? { status: 'none' } : readable(fetched);
  };

  /** Reads the transcripts one by one. One that cannot be read is left out; the second in a row is the fault of KTalk. */
  const reader = (query: SpeechQuery): SpeechReader => {
    let failed = false;
    return async (recording) => {
      try {
        const spoken = await transcript(recording);
        failed = false;
        const found = spoken.status === 'complete' ? speechIn(recording, spoken.utterances, query) : [];
        return { found, missing: missingIn(recording, spoken) };
      } catch (error) {
        const isOfKey = error instanceof ToolError && OF_KEY.has(error.facts.code);
        if (failed || isOfKey || !mayBeOfRecording(error)) throw error;
        failed = true;
        unreadable += 1;
        return { found: [], missing: [] };
      }
    };
  };

  return { transcript, reader, unreadable: () => unreadable };
}

/** What every call with the key meets, whichever recording it asks for: too many calls, and a key that is no longer accepted. */
const OF_KEY: ReadonlySet<string> = new Set(['RATE_LIMITED', 'FORBIDDEN']);
