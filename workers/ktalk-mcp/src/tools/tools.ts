import { listMyMeetings } from './account/list-my-meetings.ts';
import { whoAmI } from './account/whoami.ts';
import { getRecording } from './recordings/get-recording.ts';
import { getRecordingParticipants } from './recordings/get-recording-participants.ts';
import { getUserRecords } from './recordings/get-user-records.ts';
import { searchRecords } from './recordings/search-records.ts';
import { getRecordingSummary } from './transcripts/get-recording-summary.ts';
import { getRecordingTranscript } from './transcripts/get-recording-transcript.ts';
import { searchInTranscript, searchInTranscripts } from './transcripts/search-in-transcripts.ts';

/** All tools, in the order in which clients list them. */
export const tools = [
  getUserRecords,
  getRecordingTranscript,
  searchInTranscripts,
  searchRecords,
  getRecording,
  getRecordingParticipants,
  getRecordingSummary,
  searchInTranscript,
  listMyMeetings,
  whoAmI,
];
