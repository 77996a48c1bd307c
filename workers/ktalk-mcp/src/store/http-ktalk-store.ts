import { ToolError } from '@aisystant/mcp';
import type * as z from 'zod';
import { accountOf, personOf, recordingOf, transcriptOf } from './from-wire.ts';
import { allPages, type CallKTalk, KTalkError, PAGE } from './ktalk-calls.ts';
import type { KeyStatus, KTalkStore, Meeting } from './ktalk-store.ts';
import { summaryOf } from './summary.ts';
import {
  Access,
  AccessInfo,
  Calendar,
  RecordingName,
  RecordingPage,
  Roster,
  Summary as SummaryBody,
  Transcript,
  Users,
} from './wire.ts';

/** Participants that a list embeds; the roster has all. */
const EMBEDDED = 10;

/** The facts of KTalk over HTTP, with the key of the space. */
export function httpKTalkStore(call: CallKTalk): KTalkStore {
  const keyStatus = () => keyStatusOf(call);
  return {
    async recordings(cursor) {
      const query = {
        orderMode: 'byTimeNewFirst',
        top: PAGE,
        maxParticipantCount: EMBEDDED,
        pageTokenString: cursor ?? undefined,
      };
      const page = await call('recordings', { query, schema: RecordingPage });
      const read = (page?.entities ?? []).map((entity) => ({ entity, recording: recordingOf(entity) }));
      return {
        recordings: read.map(({ recording }) => recording).filter((each) => each !== null),
        unreadable: read.filter(({ recording }) => recording === null).map(({ entity }) => nameOf(entity)),
        next: page?.nextPageToken || null,
      };
    },

    async roster(key) {
      const people = await allPages((skip, top) =>
        call('participants', { params: { key }, query: { skip, top }, schema: Roster }),
      );
      return people?.map(personOf) ?? null;
    },

    async granted(key) {
      const access = await call('access', { params: { key }, schema: Access });
      return access === null ? null : (access.userAccesses ?? []).flatMap(({ user }) => user?.key ?? []);
    },

    async transcript(key) {
      const body = await call('transcript', { params: { key }, schema: Transcript });
      return body && transcriptOf(body);
    },

    async summary(key, type) {
      const body = await call('summary', { params: { key, type }, schema: SummaryBody });
      return body && summaryOf(body);
    },

    async accountsByEmail(email) {
      // KTalk may find whatever contains the address: a second account of a person must not be beyond the page that is read.
      const users = await allPages(async (skip, top) => {
        const query = { email, skip, top, includeDisabled: true };
        return (await call('users', { query, schema: Users }))?.users ?? null;
      });
      return (users ?? []).map(accountOf);
    },

    async meetings(email, { from: start, to: end, most: take }) {
      const query = { start, end, take };
      const found = await call('calendar', { params: { email }, query, schema: Calendar }).catch(async (error) => {
        // KTalk answers 401 too where it cannot reach the mail server that has the calendar.
        if (error instanceof KTalkError && error.reason === 'key_dead' && (await keyStatus()).alive) throw noCalendar();
        throw error;
      });
      return found === null ? null : found.items.map(meetingOf);
    },

    keyStatus,
  };
}

async function keyStatusOf(call: CallKTalk): Promise<KeyStatus> {
  try {
    const info = await call('accessInfo', { schema: AccessInfo });
    // A key may ask about itself even when its time is over.
    const isOver = Date.parse(info?.expiredAt ?? '') <= Date.now();
    return { alive: !isOver, scopes: info?.scopes.map(({ type }) => type) ?? null };
  } catch (error) {
    // A key that may not ask about keys is refused with 403 and works elsewhere; 401 is a dead one.
    if (error instanceof KTalkError && error.reason === 'key_lacks_scope') return { alive: true, scopes: null };
    if (error instanceof KTalkError && error.reason === 'key_dead') return { alive: false, scopes: null };
    throw error;
  }
}

function noCalendar(): ToolError {
  return new ToolError('UNAVAILABLE', 'Контур.Толк сейчас не может прочитать календарь.', {
    hint: 'Повторите через несколько минут.',
  });
}

function nameOf(entity: unknown): string | null {
  return RecordingName.safeParse(entity).data?.key ?? null;
}

type CalendarItem = z.output<typeof Calendar>['items'][number];

/** The subject, the room and the address of a private meeting are for its guests alone. */
function meetingOf({
  id,
  subject,
  start,
  end,
  roomName,
  onlineMeetingUrl,
  isPrivate,
  isCancelled,
}: CalendarItem): Meeting {
  const open = isPrivate !== true;
  return {
    id: id ?? null,
    subject: open ? subject?.trim() || 'Без темы' : null,
    start: moment(start),
    end: moment(end),
    room: open ? (roomName ?? null) : null,
    url: open ? (onlineMeetingUrl ?? null) : null,
    isCancelled: isCancelled === true,
  };
}

function moment(text: string | null | undefined): string | null {
  return text && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;
}
