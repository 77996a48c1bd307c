import type { Scope } from './keys.ts';

/** Operations of the API; `unknown` is a path that it does not have. */
export type Operation =
  | 'listRecordings'
  | 'recording'
  | 'participants'
  | 'transcript'
  | 'wholeSummary'
  | 'summary'
  | 'oldSummary'
  | 'access'
  | 'ownRecordings'
  | 'ownRecording'
  | 'users'
  | 'scanUsers'
  | 'user'
  | 'conferences'
  | 'conferenceWithArtifacts'
  | 'conference'
  | 'conferenceReport'
  | 'calendar'
  | 'accessInfo'
  | 'applications'
  | 'room'
  | 'listWebhooks'
  | 'createWebhook'
  | 'activateWebhook'
  | 'deleteWebhook'
  | 'unknown';

/** How an operation is reached, and with which key. */
export interface Route {
  readonly operation: Operation;
  readonly method: string;
  readonly pattern: RegExp;
  /** Scope that a space key needs; null: no space key may. */
  readonly scope: Scope | null;
  /** Whether a personal key may. */
  readonly personal: boolean;
}

/** Segments in the place of `:x`; case does not matter, as at KTalk. */
function route(operation: Operation, path: string, scope: Scope | null, personal = false, method = 'GET'): Route {
  const pattern = new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}/?$`, 'i');
  return { operation, method, pattern, scope, personal };
}

/** The first that matches is called. */
const ROUTES: readonly Route[] = [
  route('listRecordings', '/api/Domain/recordings/v2', 'recording'),
  route('recording', '/api/Domain/recordings/:key', 'recording'),
  route('participants', '/api/Domain/recordings/:key/participants', 'recording'),
  route('wholeSummary', '/api/recordings/v2/:key/summary', 'recording', true),
  route('transcript', '/api/recordings/:key/transcript', 'recording', true),
  route('oldSummary', '/api/recordings/:key/summary', 'recording', true),
  route('summary', '/api/recordings/:key/summary/:type', 'recording', true),
  route('access', '/api/Recordings/:key/access', 'recording', true),
  route('ownRecordings', '/api/recordings', null, true),
  route('ownRecording', '/api/Recordings/:key', null, true),
  route('users', '/api/Users', 'profiles'),
  route('scanUsers', '/api/Users/scan', 'profiles'),
  route('user', '/api/Users/:key', 'profiles'),
  route('conferences', '/api/domain/conferencesHistory', 'reporting'),
  route('conferenceWithArtifacts', '/api/ConferencesHistory/v2/:key', 'reporting'),
  route('conference', '/api/ConferencesHistory/:key', 'reporting'),
  route('conferenceReport', '/api/ConferenceReports/:key/participants', 'reporting'),
  route('calendar', '/api/EmailCalendar/:email', 'calendar'),
  route('accessInfo', '/api/domain/applications/access-info', 'applications'),
  route('applications', '/api/domain/applications', 'applications'),
  route('room', '/api/Rooms/:name', 'rooms', true),
  route('listWebhooks', '/api/Webhooks', 'webhooks'),
  route('createWebhook', '/api/Webhooks', 'webhooks:write', false, 'POST'),
  route('activateWebhook', '/api/Webhooks/:key/activate', 'webhooks:write', false, 'POST'),
  route('deleteWebhook', '/api/Webhooks/:key', 'webhooks:write', false, 'DELETE'),
];

/** The route of a request with its path parameters, decoded; null for a path that the API does not have. */
export function routeOf(
  method: string,
  path: string,
): { readonly route: Route; readonly params: readonly string[] } | null {
  for (const each of ROUTES) {
    const match = each.method === method ? each.pattern.exec(path) : null;
    if (match) return { route: each, params: match.slice(1).map((part) => decodeURIComponent(part)) };
  }
  return null;
}
