/** A person of a space of the tests. */
export interface SpaceUser {
  readonly key: string;
  readonly email: string;
  readonly surname: string;
  readonly disabled?: boolean;
}

/** A meeting of a space of the tests, in the words of the tests: who may see it can be told from this alone. */
export interface SpaceMeeting {
  readonly key: string;
  readonly title: string;
  readonly createdAt: string;
  readonly room?: string;
  readonly creator: string;
  /** Keys of users; a name in brackets is a guest. */
  readonly roster: readonly string[];
  readonly granted?: readonly string[];
  /** What was said, speaker by speaker; absent: KTalk has no transcript. */
  readonly speech?: readonly { readonly speaker: string; readonly text: string }[];
  readonly transcriptStatus?: 'inProgress' | 'error' | 'complete';
  /** Parts of the recording whose words are not recognized. */
  readonly transcriptErrors?: readonly object[];
}

/** How KTalk misbehaves: an answer in the place of its own; null leaves that as it is. */
export type Fault = (path: string) => Response | Promise<Response | null> | null;

/** A space of KTalk in memory, for the tests inside a Worker. */
export interface Space {
  readonly users: readonly SpaceUser[];
  meetings: readonly SpaceMeeting[];
  fault: Fault;
  /** Serves the transcript of another meeting to the next requests. */
  swaps: string[];
  /** Method, path and query of every request that was sent. */
  readonly requests: string[];
  readonly key: string;
}

/** A new space. */
export function createSpace(
  users: readonly SpaceUser[],
  meetings: readonly SpaceMeeting[],
  key = 'local-space-key',
): Space {
  return { users, meetings, fault: () => null, swaps: [], requests: [], key };
}

const json = (body: unknown) => Response.json(body, { headers: { 'content-type': 'application/json; charset=utf-8' } });
const empty = (status: number) => new Response(null, { status });

/** Answers a request as KTalk does. */
export async function answer(space: Space, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname).toLowerCase();
  space.requests.push(`${request.method} ${url.pathname}${url.search}`);
  const fault = await space.fault(path);
  if (fault) return fault;
  if (request.headers.get('x-auth-token') !== space.key) return empty(401);
  if (request.method !== 'GET') return empty(405);
  if (path === '/api/users') return users(space, url);
  if (path === '/api/domain/recordings/v2') return list(space, url);
  if (path === '/api/domain/applications/access-info') {
    return json({ expiredAt: '2027-01-01T00:00:00Z', scopes: [{ type: 'recording' }, { type: 'profiles' }] });
  }
  if (path.startsWith('/api/emailcalendar/')) {
    return json({
      items: [{ id: 'm-1', subject: `Встреча ${path.split('/').at(-1)}`, start: url.searchParams.get('start') }],
    });
  }
  const [, key = '', part = '', kind = ''] =
    /^\/api(?:\/domain)?\/recordings\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
  const meeting = space.meetings.find((each) => each.key.toLowerCase() === key);
  return meeting ? ofMeeting(space, meeting, { part, kind, url }) : empty(404);
}

function users({ users: all }: Space, url: URL): Response {
  const wanted = url.searchParams.getAll('email').map((email) => email.toLowerCase());
  // KTalk filters loosely: the caller compares again.
  const found = all.filter(({ email }) =>
    wanted.some((each) => email.toLowerCase().includes(each.split('@')[0] ?? '')),
  );
  const [skip, top] = [Number(url.searchParams.get('skip') ?? 0), Number(url.searchParams.get('top') ?? 100)];
  return json({ users: found.slice(skip, skip + top).map(account) });
}

function account({ key, email, surname, disabled = false }: SpaceUser) {
  return { key, email, surname, firstname: '', login: key, disabled, removed: false, groupsCount: 3 };
}

function attendee(space: Space, who: string) {
  const guest = /^\((.+)\)$/.exec(who)?.[1];
  if (guest !== undefined) return { anonymousName: guest, anonymousId: 'a', userInfo: null, isAnonymous: true };
  const user = space.users.find(({ key }) => key === who);
  return {
    userInfo: { ...account(user ?? { key: who, email: '', surname: who }), email: undefined },
    isAnonymous: false,
  };
}

function entity(space: Space, meeting: SpaceMeeting, embedded: number) {
  const { key, title, createdAt, room = 'room', creator, roster } = meeting;
  return {
    id: `id-${key}`,
    key,
    title,
    createdDate: createdAt,
    roomName: room,
    size: null,
    duration: 3_600,
    canBeRemoved: true,
    createdBy: account(
      space.users.find((user) => user.key === creator) ?? { key: creator, email: '', surname: creator },
    ),
    participantsCount: roster.length,
    participants: roster.slice(0, embedded).map((who) => attendee(space, who)),
  };
}

function list(space: Space, url: URL): Response {
  const top = Number(url.searchParams.get('top') ?? 30);
  if (top < 1 || top > 100)
    return Response.json(
      { errorCode: 'ValidationError', errorMessage: 'The field Top must be between 1 and 100' },
      { status: 400 },
    );
  const embedded = Number(url.searchParams.get('maxParticipantCount') ?? 6);
  const from = Number(url.searchParams.get('pageTokenString') ?? 0);
  const newest = space.meetings.toSorted((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
  );
  const entities = newest.slice(from, from + top).map((meeting) => entity(space, meeting, embedded));
  const next = from + top < newest.length ? String(from + top) : null;
  return json({ entities, nextPageToken: next, prevPageToken: null });
}

function ofMeeting(
  space: Space,
  meeting: SpaceMeeting,
  { part, kind, url }: { readonly part: string; readonly kind: string; readonly url: URL },
): Response {
  if (part === 'participants') {
    const skip = Number(url.searchParams.get('skip') ?? 0);
    const top = Number(url.searchParams.get('top') ?? 30);
    return json(meeting.roster.slice(skip, skip + top).map((who) => attendee(space, who)));
  }
  if (part === 'access') {
    return json({
      userAccesses: (meeting.granted ?? []).map((key) => ({ user: { key }, roleId: 'viewer' })),
      linkAccess: { scope: 'domain' },
    });
  }
  if (part === 'transcript') {
    const swapped = space.swaps.shift();
    const served = space.meetings.find(({ key }) => key === swapped) ?? meeting;
    return served.speech === undefined ? empty(404) : json(transcript(space, served));
  }
  if (part === 'summary') {
    return json({
      status: 'success',
      chunks: [{ type: 'text', timestamp: 0, text: `${kind} ${meeting.title}` }],
      hidden: false,
    });
  }
  return empty(404);
}

/** Each speaker has a track of their own; what they said stays in the order of the meeting by its time. */
function transcript(space: Space, { speech = [], transcriptStatus = 'complete', transcriptErrors = [] }: SpaceMeeting) {
  if (transcriptStatus !== 'complete') return { status: transcriptStatus, tracks: null };
  const speakers = [...new Set(speech.map(({ speaker }) => speaker))];
  const tracks = speakers.map((speaker) => ({
    speaker: attendee(space, speaker),
    isRenamed: false,
    diarizedSpeaker: null,
    chunks: speech.flatMap((said, at) => {
      if (said.speaker !== speaker) return [];
      const [start, end] = [at * 60_000, at * 60_000 + 5_000];
      return [
        {
          chunkId: String(at),
          startTimeOffsetInMillis: start,
          endTimeOffsetInMillis: end,
          text: said.text,
          words: [],
          diarizedSpeaker: null,
        },
      ];
    }),
  }));
  return { status: 'complete', tracks, errors: transcriptErrors };
}

/** Who may see a meeting, told from its own facts, without the code under test. */
export function seersOf({ creator, roster, granted = [] }: SpaceMeeting): ReadonlySet<string> {
  return new Set([creator, ...roster.filter((who) => !who.startsWith('(')), ...granted]);
}
