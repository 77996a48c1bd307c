import { type Random, random } from '../random.ts';
import { people } from './people.ts';
import {
  mayRead,
  type RosterEntry,
  type Space,
  type SpaceRecording,
  type SpaceUser,
  SUMMARY_STATUSES,
} from './space.ts';

/** Options of {@link seedSpace}. */
export interface SeedOptions {
  /** How many recordings there are; default 400. */
  readonly recordings?: number;
  /** Logins of the people who must have recordings of their own; the first of the space. */
  readonly logins: readonly string[];
  /** The newest recording is a few hours older, epoch ms. */
  readonly now: number;
}

const HOUR_MS = 3_600_000;

interface Series {
  readonly room: string;
  readonly title: string;
  /** Places among the people; others join now and then. */
  readonly usual: readonly number[];
  readonly minutes: number;
}

/** Regular meetings of the workshop. The first people are the demo logins. */
const SERIES: readonly Series[] = [
  { room: 'plan-nedeli', title: 'План недели', usual: [0, 1, 2, 3, 4], minutes: 55 },
  { room: 'prodazhi', title: 'Продажи: разбор недели', usual: [0, 2, 3, 7, 8, 9], minutes: 45 },
  { room: 'ceh', title: 'Цех: смена и запасы', usual: [10, 11, 12, 13, 14], minutes: 30 },
  { room: 'sklad', title: 'Склад и доставка', usual: [3, 13, 15, 16], minutes: 35 },
  { room: 'sait', title: 'Сайт и конструктор', usual: [1, 4, 17, 18, 19], minutes: 50 },
  { room: 'reklamacii', title: 'Разбор рекламаций', usual: [2, 11, 20, 21], minutes: 40 },
  { room: 'finansy', title: 'Финансы', usual: [3, 22, 23], minutes: 60 },
  { room: 'naim', title: 'Найм и обучение', usual: [4, 24, 25, 26], minutes: 30 },
  { room: 'dizain', title: 'Дизайн-совет', usual: [0, 17, 27, 28, 29], minutes: 75 },
  { room: 'vystavka', title: 'Подготовка к выставке', usual: [1, 2, 7, 30, 31, 32], minutes: 40 },
];

/** Meetings of two, and of everybody. */
const TALKS = ['Один на один', 'Звонок с заказчиком', 'Звонок с поставщиком'];
const ALL_HANDS = 'Общее собрание мастерской';
const GUESTS = ['Заказчик', 'Гость Ирина', 'Поставщик фурнитуры', 'Кандидат', 'Анна (с телефона)'];

/**
 * A believable space of a furniture workshop: the same for the same options. It has every case that a client must bear:
 * meetings of more than ten people, of guests only, unfinished and failed transcripts, every status of a summary, an author
 * who was removed, an id that is not the key, and recordings that none of the demo logins may see.
 */
export function seedSpace({ recordings = 400, logins, now }: SeedOptions): Space {
  const users = people(logins);
  const active = users.filter(({ kiosk, removed }) => !kiosk && !removed);
  const made = Array.from({ length: recordings }, (_, index) => record(index, users, active, now));
  return { users, recordings: made };
}

/** The recording `index`, counted from the newest. Each has numbers of its own, so that more recordings change none. */
function record(index: number, users: readonly SpaceUser[], active: readonly SpaceUser[], now: number): SpaceRecording {
  const pick = random(index * 104_729 + 31);
  const meeting = meetingOf(index, active, pick);
  const kiosk = users.find((user) => user.kiosk);
  const hasMicrophone = kiosk !== undefined && meeting.roster.length > 3 && pick.below(12) === 0;
  const roster = hasMicrophone ? [...meeting.roster, { userKey: kiosk.key }] : meeting.roster;
  const key = keyOf(index);
  const createdBy = isOnce(index, 97, 13) ? (users.find(({ removed }) => removed)?.key ?? '') : meeting.createdBy;
  return {
    key,
    id: isOnce(index, 5, 3) ? `${key}-media` : key,
    title: meeting.title,
    room: meeting.room,
    createdAtMs: now - 3 * HOUR_MS - index * 5 * HOUR_MS - pick.below(HOUR_MS),
    createdBy,
    durationSeconds: meeting.minutes * 60 + pick.below(600) - 300,
    sizeBytes: isOnce(index, 29, 11) ? null : meeting.minutes * 12_000_000 + pick.below(9_000_000),
    roster,
    access: pick.below(4) === 0 ? pick.some(active, 1 + pick.below(3)).map((user) => user.key) : [],
    link: pick.below(20) === 0 ? 'domain' : pick.below(60) === 0 ? 'global' : 'none',
    ...speechOf(index, pick),
    summaryHidden: isOnce(index, 31, 5),
    microphone: hasMicrophone ? roster.length - 1 : null,
  };
}

/** Whether this recording is the one of every `every` recordings that is at place `at`. */
const isOnce = (index: number, every: number, at: number) => index % every === at;

type Speech = Pick<SpaceRecording, 'transcript' | 'shortSummary' | 'protocol'>;

/** How far the transcript and the summaries are. */
function speechOf(index: number, pick: Random): Speech {
  if (isOnce(index, 41, 0)) return { transcript: 'inProgress', shortSummary: 'inProgress', protocol: 'notFound' };
  const transcript = isOnce(index, 53, 7) ? 'error' : isOnce(index, 67, 9) ? 'empty' : 'complete';
  const status = () => (isOnce(index, 9, 4) ? pick.of(SUMMARY_STATUSES) : 'success');
  return { transcript, shortSummary: status(), protocol: status() };
}

interface Meeting {
  readonly title: string;
  readonly room: string;
  readonly minutes: number;
  readonly createdBy: string;
  readonly roster: readonly RosterEntry[];
}

function meetingOf(index: number, active: readonly SpaceUser[], pick: Random): Meeting {
  const person = (place: number) => active[place % active.length] as SpaceUser;
  const entry = ({ key }: SpaceUser): RosterEntry => ({ userKey: key });
  const kind = index % 10;
  if (kind === 7) {
    const [first, second] = pick.some(active, 2) as [SpaceUser, SpaceUser];
    const guests = pick.below(2) === 0 ? [{ guest: pick.of(GUESTS) }] : [entry(second)];
    const title = `${pick.of(TALKS)}: ${first.surname}`;
    return { title, room: `room-${first.login}`, minutes: 25, createdBy: first.key, roster: [entry(first), ...guests] };
  }
  if (index % 40 === 18) {
    const roster = pick.some(active, 12 + pick.below(20)).map(entry);
    return { title: ALL_HANDS, room: 'sobranie', minutes: 90, createdBy: person(5).key, roster };
  }
  if (index % 100 === 45) {
    const roster = pick.some(GUESTS, 2).map((guest) => ({ guest }));
    return { title: 'Консультация на сайте', room: 'konsultaciya', minutes: 20, createdBy: person(9).key, roster };
  }
  const series = SERIES[(index + Math.floor(index / 10)) % SERIES.length] as Series;
  const came = series.usual.filter(() => pick.below(8) > 0);
  const usual = (came.length > 1 ? came : series.usual).map((place) => entry(person(place)));
  const joined = pick.some(active, pick.below(3)).map(entry);
  const guests = pick.below(9) === 0 ? [{ guest: pick.of(GUESTS) }] : [];
  const roster = distinct([...usual, ...joined, ...guests]);
  const createdBy = person(series.usual[0] ?? 0).key;
  const { title, room, minutes } = series;
  return { title, room, minutes, createdBy, roster };
}

function distinct(roster: readonly RosterEntry[]): readonly RosterEntry[] {
  return [...new Map(roster.map((entry) => [JSON.stringify(entry), entry])).values()];
}

const LETTERS = [...'abcdefghijkmnpqrstuvwxyz23456789'];

/** A key as KTalk makes them: opaque, not in the order of time. */
function keyOf(index: number): string {
  const pick = random(index + 1_000_003);
  return Array.from({ length: 16 }, () => pick.of(LETTERS)).join('') + index.toString(36);
}

/** Recordings of a space that a login was in, made or was given access to; for scenarios. */
export function recordingsOf(space: Space, login: string): readonly SpaceRecording[] {
  const user = space.users.find((each) => each.login === login);
  return user ? space.recordings.filter((each) => mayRead(each, user.key)) : [];
}
