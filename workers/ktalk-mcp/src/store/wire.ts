import * as z from 'zod';

// What KTalk answers, as far as it is used. Unknown fields are ignored; most fields may be missing or null.

const text = z.string().nullish();

const Account = z.object({
  key: z.string().min(1),
  login: text,
  firstname: text,
  surname: text,
  post: text,
  disabled: z.boolean().nullish(),
  removed: z.boolean().nullish(),
  deletedBySelf: z.boolean().nullish(),
  email: text,
});

/** Somebody at a meeting; a guest has no account. */
const Attendee = z.object({
  anonymousName: text,
  userInfo: Account.nullish(),
  isAnonymous: z.boolean().nullish(),
});

const Recording = z.object({
  key: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
  title: text,
  createdDate: z.string(),
  createdBy: Account.nullish(),
  roomName: text,
  participantsCount: z.int().min(0).nullish(),
  duration: z.number().min(0).nullish(),
  participants: z.array(Attendee).nullish(),
});

/** A recording as a person's own key gives it: with an id in the place of a key, and with everyone who took part. */
export const OwnRecording = Recording.omit({ key: true, roomName: true }).extend({ id: Recording.shape.key });
/** Recordings of the owner of a key, newest first. Each is read by itself: one that is garbled must not hide the others. */
export const OwnRecordings = z.object({ recordings: z.array(z.unknown()) });
/** A page of the list of all recordings, each of which is read by itself. */
export const RecordingPage = z.object({ entities: z.array(z.unknown()), nextPageToken: text });
/** What names a recording of which nothing else can be read. */
export const RecordingName = Recording.pick({ key: true });
/** One recording. */
export const RecordingBody = Recording;
/** Those who took part: a bare array. */
export const Roster = z.array(Attendee);
/** The accounts that have access to a recording; an entry may be without one. */
export const Access = z.object({
  userAccesses: z.array(z.object({ user: z.object({ key: text }).nullish() })).nullish(),
});
/** Accounts of the space. */
export const Users = z.object({ users: z.array(Account) });

/** Times are from the beginning of the recording: below zero for words said before it. */
const Chunk = z.object({
  timeOffsetInMillis: z.number().nullish(),
  startTimeOffsetInMillis: z.number().nullish(),
  endTimeOffsetInMillis: z.number().nullish(),
  text,
  diarizedSpeaker: Attendee.nullish(),
});

const Track = z.object({
  speaker: Attendee.nullish(),
  diarizedSpeaker: Attendee.nullish(),
  chunks: z.array(Chunk).nullish(),
});

/** A transcript by microphones; it does not name its recording. */
export const Transcript = z.object({
  status: z.enum(['inProgress', 'error', 'complete']),
  tracks: z.array(Track).nullish(),
  errors: z.array(z.unknown()).nullish(),
});

/** A summary that KTalk wrote. */
export const Summary = z.object({
  status: z.string(),
  hidden: z.boolean().nullish(),
  chunks: z
    .array(
      z.object({
        text: text,
        timestamp: z.number().nullish(),
        hiddenStatus: z.object({ isHidden: z.boolean().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

/** Meetings of one mailbox. */
export const Calendar = z.object({
  items: z.array(
    z.object({
      id: z.string().nullish(),
      subject: text,
      start: text,
      end: text,
      roomName: text,
      onlineMeetingUrl: text,
      isPrivate: z.boolean().nullish(),
      isCancelled: z.boolean().nullish(),
    }),
  ),
});

/** What a key may do. */
export const AccessInfo = z.object({
  expiredAt: text,
  scopes: z.array(z.object({ type: z.string(), restrictionType: text })),
});

/** An account of the space. */
export type AccountBody = z.output<typeof Account>;
/** Somebody at a meeting. */
export type AttendeeBody = z.output<typeof Attendee>;
/** A recording, as it is listed and read. */
export type RecordingBody = z.output<typeof Recording>;
/** A transcript by microphones. */
export type TranscriptBody = z.output<typeof Transcript>;
/** What was said at one microphone. */
export type TrackBody = z.output<typeof Track>;
