import type { Endpoint, UpstreamPolicy } from '@aisystant/upstream';

const get = (path: string, scope: string, lane?: string): Endpoint => ({
  method: 'GET',
  path,
  scope,
  ...(lane !== undefined && { lane }),
});

/** Transcripts are fetched one at a time: parallel requests once received each other's. */
const TRANSCRIPTS = 'transcripts';

/**
 * Everything that this server can send to KTalk. The list is closed: a GET of `/api/Rooms/{name}` would create a room, and
 * other paths show the keys of other applications.
 */
const ENDPOINTS = {
  recordings: get('/api/Domain/recordings/v2', 'application.recording.read'),
  recording: get('/api/Domain/recordings/{key}', 'application.recording.read'),
  participants: get('/api/Domain/recordings/{key}/participants', 'application.recording.read'),
  access: get('/api/Recordings/{key}/access', 'application.recording.read'),
  transcript: get('/api/recordings/{key}/transcript', 'application.recording.read', TRANSCRIPTS),
  summary: get('/api/recordings/{key}/summary/{type}', 'application.recording.read'),
  ownRecordings: get('/api/recordings', 'own key'),
  ownRecording: get('/api/Recordings/{key}', 'own key'),
  users: get('/api/Users', 'application.profiles.read'),
  calendar: get('/api/EmailCalendar/{email}', 'application.calendar.read'),
  accessInfo: get('/api/domain/applications/access-info', 'application.applications.read'),
} as const satisfies { readonly [name: string]: Endpoint };

/** Name of an endpoint. */
export type EndpointName = keyof typeof ENDPOINTS;

/** How KTalk is called. Its calls a second are configured; 429 is honoured. */
export const ktalkPolicy: UpstreamPolicy<EndpointName> = {
  name: 'ktalk',
  title: 'Контур.Толк',
  endpoints: ENDPOINTS,
  redirectHosts: [],
  timeoutMs: 8_000,
  totalMs: 16_000,
  maxBodyBytes: 32_000_000,
  retry: { attempts: 3, baseMs: 1_000, maxMs: 8_000 },
  errorBody: { code: 'errorCode', message: 'errorMessage' },
  errors: [],
  pace: {
    perSecond: 5,
    burst: 20,
    parallel: 2,
    maxWaitMs: 12_000,
    breaker: { failures: 5, openMs: 15_000 },
  },
};
