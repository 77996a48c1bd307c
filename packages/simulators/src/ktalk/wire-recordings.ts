import { type Oddities, odd, type Wire } from './oddities.ts';
import type { SpaceRecording, SpaceUser } from './space.ts';
import { participantOf, speakerOf, unknownUser, userOf } from './wire-users.ts';

/** What the wire forms are made from. */
export interface WireContext {
  readonly users: ReadonlyMap<string, SpaceUser>;
  readonly oddities: Oddities;
}

/** A recording as the administrator's list has it. */
export function domainRecording(recording: SpaceRecording, mostParticipants: number, context: WireContext): Wire {
  const { key, id, title, room, roster, sizeBytes, durationSeconds, link } = recording;
  const { users, oddities } = context;
  return odd(oddities, key, {
    id,
    key,
    title,
    createdDate: dateOf(recording),
    createdBy: authorOf(recording, context),
    roomName: room,
    participantsCount: roster.length,
    size: sizeBytes,
    duration: durationSeconds,
    canBeRemoved: true,
    participants: roster.slice(0, mostParticipants).map((entry) => participantOf(entry, users, oddities)),
    allowAnonymousAccess: link === 'global',
  });
}

/** A recording as a person's own list has it: no key and no room. */
export function ownRecording(recording: SpaceRecording, context: WireContext): Wire {
  const { key, title, roster, durationSeconds, link, transcript } = recording;
  const { users, oddities } = context;
  const size = { width: 1600, height: 900 };
  return odd(oddities, key, {
    id: key,
    title,
    description: '',
    previewImage: null,
    createdDate: dateOf(recording),
    createdBy: authorOf(recording, context),
    duration: durationSeconds,
    progress: 100,
    status: 'complete',
    frameSize: size,
    allowAnonymousAccess: link === 'global',
    participants: roster.map((entry) => speakerOf(entry, users, oddities)),
    participantsCount: roster.length,
    commentsCount: 0,
    hasAudioRecord: true,
    qualities: [{ status: 'complete', progress: 100, fileUrl: `/api/Recordings/${key}/file/900p`, size, name: '900p' }],
    transcription: {
      transcriptionUrl: `/api/recordings/${key}/transcript`,
      status: transcript === 'empty' ? 'complete' : transcript,
    },
    conferenceKey: conferenceKeyOf(recording),
    notesCount: 0,
    isStream: false,
  });
}

/** The people to whom somebody gave access. */
export function accessOf({ access, link }: SpaceRecording, { users, oddities }: WireContext): Wire {
  return {
    userAccesses: access.map((key) => ({
      user: userOf(users.get(key) ?? unknownUser(key), oddities),
      roleId: 'reader',
    })),
    linkAccess: { scope: link },
  };
}

/** The conference that a recording is of. */
export function conferenceOf(recording: SpaceRecording): Wire {
  return {
    key: conferenceKeyOf(recording),
    roomName: recording.room,
    startTime: new Date(startOf(recording)).toISOString(),
    endTime: new Date(startOf(recording) + recording.durationSeconds * 1_000).toISOString(),
    title: recording.title,
    isPlannedMeeting: recording.roster.length > 2,
    containsDeepFakeDetections: false,
  };
}

/** Key of the conference that a recording is of. */
export function conferenceKeyOf({ key }: SpaceRecording): string {
  return `conf-${key}`;
}

/** When the meeting began, epoch ms: its recording is uploaded some minutes after its end. */
export function startOf({ createdAtMs, durationSeconds }: SpaceRecording): number {
  return createdAtMs - durationSeconds * 1_000 - 7 * 60_000;
}

/** Who made a recording, as the API shows a user. */
export function authorOf({ createdBy }: SpaceRecording, { users, oddities }: WireContext): Wire {
  return userOf(users.get(createdBy) ?? unknownUser(createdBy), oddities);
}

/** Some have fractions of a second, some not. */
function dateOf({ createdAtMs }: SpaceRecording): string {
  const date = new Date(createdAtMs).toISOString();
  return createdAtMs % 3 === 0 ? date.replace(/\.\d+Z$/, 'Z') : date;
}
