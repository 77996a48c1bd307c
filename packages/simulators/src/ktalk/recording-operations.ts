import { type Answer, integerOf, invalid, notFound, paramOf, Refused, timeOf } from './answer.ts';
import { ORDER_MODES, type SpaceIndex } from './index-of-space.ts';
import type { Key } from './keys.ts';
import { type Oddities, odd } from './oddities.ts';
import type { Operation } from './routes.ts';
import { mayRead, type SpaceRecording } from './space.ts';
import { accessOf, conferenceKeyOf, conferenceOf, domainRecording, ownRecording, startOf } from './wire-recordings.ts';
import { oldSummaryOf, summaryOf, transcriptOf, wholeSummaryOf } from './wire-talk.ts';
import { participantOf, speakerOf } from './wire-users.ts';

/** A request once its key and its route are known. */
export interface KTalkRequest {
  readonly index: SpaceIndex;
  readonly oddities: Oddities;
  readonly key: Key;
  readonly params: readonly string[];
  readonly query: URLSearchParams;
}

/** The operations about recordings and conferences. */
export const RECORDING_OPERATIONS: { readonly [operation in Operation]?: (request: KTalkRequest) => Answer } = {
  listRecordings,
  recording: (request) => ok(domainRecording(found(request), mostParticipants(request), contextOf(request))),
  participants: (request) => {
    const { roster } = found(request);
    const { users } = request.index;
    return ok(slice(roster, request, 'top', 30).map((entry) => participantOf(entry, users, request.oddities)));
  },
  transcript: (request) => ok(transcriptOf(found(request), contextOf(request))),
  wholeSummary: (request) => ok(wholeSummaryOf(found(request), contextOf(request))),
  oldSummary: (request) => ok(oldSummaryOf(found(request), contextOf(request))),
  summary: (request) => {
    const type = (['shortSummary', 'protocol'] as const).find(
      (each) => each.toLowerCase() === request.params[1]?.toLowerCase(),
    );
    if (!type) throw invalid(`The value '${request.params[1]?.slice(0, 40)}' is not valid.`);
    return ok(summaryOf(found(request), type, contextOf(request)));
  },
  access: (request) => ok(accessOf(found(request), contextOf(request))),
  ownRecordings: (request) => {
    const visible = request.key.kind === 'personal' ? request.index.visibleTo(request.key.userKey) : [];
    const recordings = slice(visible, request, 'top', 10).map((each) => ownRecording(each, contextOf(request)));
    return ok({ recordings });
  },
  ownRecording: (request) => ok(ownRecording(found(request), contextOf(request))),
  conferences,
  conferenceWithArtifacts: (request) => {
    const recording = ofConference(request);
    const participants = recording.roster.map((entry) => speakerOf(entry, request.index.users, request.oddities));
    const recordings = [ownRecording(recording, contextOf(request))];
    return ok({
      ...conferenceOf(recording),
      description: null,
      artifacts: { title: null, participants, recordings, polls: null, notes: null, messagesByChannel: null },
      sessionHallsArtifacts: null,
      eventDescription: null,
    });
  },
  conference: (request) => {
    const recording = ofConference(request);
    const content = [{ type: 'record', id: recording.key }];
    return ok({
      ...conferenceOf(recording),
      artifacts: { participants: [], content },
      participantsCount: recording.roster.length,
    });
  },
  conferenceReport: (request) => {
    const { roster } = ofConference(request);
    const participants = roster.map((entry, place) => ({
      participantId: `p${place}`,
      participantName: 'guest' in entry ? entry.guest : entry.userKey,
      isGuest: 'guest' in entry,
      // Addresses of documentation (RFC 5737), in the place of the real ones that KTalk gives.
      connectionsInfo: [
        { appPlatform: 'web', isViaProxy: false, participantRealIp: `192.0.2.${place}`, country: null },
      ],
    }));
    return ok({ participants });
  },
};

function listRecordings(request: KTalkRequest): Answer {
  const { index, oddities, query } = request;
  const [from, to] = [timeOf(query, 'startFrom'), timeOf(query, 'startTo')];
  const lower = (name: string) => paramOf(query, name)?.toLowerCase() ?? null;
  const [text, title] = [lower('query'), lower('title')];
  const orderMode = paramOf(query, 'orderMode') ?? 'byTimeNewFirst';
  if (!ORDER_MODES.includes(orderMode)) throw invalid(`The value '${orderMode.slice(0, 40)}' is not valid.`);
  const top = integerOf(query, 'top', { min: 1, max: 100, byDefault: 30 });
  const most = mostParticipants(request);
  const offset = offsetOf(paramOf(query, 'pageTokenString'));
  const matches = (each: SpaceRecording) =>
    (from === null || each.createdAtMs >= from) &&
    (to === null || each.createdAtMs <= to) &&
    (title === null || each.title.toLowerCase().includes(title)) &&
    (text === null || searched(each, index).includes(text));
  const all = index.ordered(orderMode);
  const isFiltered = [from, to, text, title].some((each) => each !== null);
  const wanted = isFiltered ? all.filter(matches) : all;
  const entities = wanted.slice(offset, offset + top).map((each) => domainRecording(each, most, contextOf(request)));
  const next = offset + top < wanted.length ? tokenOf(offset + top) : null;
  const prev = offset > 0 ? tokenOf(Math.max(0, offset - top)) : null;
  return ok(odd(oddities, `page ${offset}`, { entities, nextPageToken: next, prevPageToken: prev }));
}

function conferences(request: KTalkRequest): Answer {
  const { index, query } = request;
  const [from, to] = [timeOf(query, 'fromDate'), timeOf(query, 'toDate')];
  if (from === null || to === null) throw invalid('The fromDate and toDate fields are required.');
  if (to - from > 366 * 86_400_000) throw invalid('The period must not be longer than 365 days');
  const rooms = [...query].flatMap(([name, value]) => (name.toLowerCase() === 'roomname' ? [value] : []));
  const inPeriod = index
    .ordered('byTimeNewFirst')
    .filter(
      (each) => startOf(each) >= from && startOf(each) <= to && (rooms.length === 0 || rooms.includes(each.room)),
    );
  return ok({ conferences: slice(inPeriod, request, 'take', 100).map(conferenceOf) });
}

/** The recording that a path names, if the key may read it. */
function found({ index, key, params, oddities }: KTalkRequest): SpaceRecording {
  const recording = index.recordings.get(params[0] ?? '');
  if (!recording) throw notFound();
  if (key.kind === 'personal' && !mayRead(recording, key.userKey))
    throw new Refused({ status: oddities.foreignStatus });
  return recording;
}

function ofConference({ index, params }: KTalkRequest): SpaceRecording {
  const recording = index.recordings.get((params[0] ?? '').replace(/^conf-/, ''));
  if (!recording || conferenceKeyOf(recording) !== params[0]) throw notFound();
  return recording;
}

function slice<T>(all: readonly T[], { query }: KTalkRequest, top: string, byDefault: number): readonly T[] {
  const count = integerOf(query, top, { min: 1, max: 100, byDefault });
  const skip = integerOf(query, 'skip', { min: 0, max: 1_000_000, byDefault: 0 });
  return all.slice(skip, skip + count);
}

function mostParticipants({ query }: KTalkRequest): number {
  return integerOf(query, 'maxParticipantCount', { min: 0, max: 10, byDefault: 6 });
}

function searched({ title, room, createdBy }: SpaceRecording, { users }: SpaceIndex): string {
  const author = users.get(createdBy);
  return `${title} ${room} ${author?.surname} ${author?.firstname}`.toLowerCase();
}

function contextOf({ index, oddities }: KTalkRequest) {
  return { users: index.users, oddities };
}

const tokenOf = (offset: number) => btoa(`page:${offset}`).replaceAll('=', '');

function offsetOf(token: string | null): number {
  if (token === null) return 0;
  const [, offset] = /^page:(\d{1,9})$/.exec(/^[\w+/]{1,40}$/.test(token) ? atob(token) : '') ?? [];
  if (offset === undefined) throw invalid('The page token is not valid.');
  return Number(offset);
}

const ok = (body: unknown): Answer => ({ status: 200, body });
