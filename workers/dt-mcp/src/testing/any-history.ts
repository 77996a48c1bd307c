import type { Writer } from '@aisystant/mcp/learner-store';
import fc from 'fast-check';
import type { NewActivityEvent } from '../domain/activity/activity-event.ts';
import { reflectionNoteSchema } from '../domain/reflection/reflection-note.ts';
import type { TwinStores } from '../store/twin-store.ts';
import { ALL_EVENTS, event, NOW } from './person.ts';

// Everything that the ports of a twin can be asked to write, in any order: few moments, keys and dates, so that they meet.

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The period that the moments of a history are at the bounds of. */
const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
/** The same in UTC. */
export const SPAN = { fromMs: Date.parse('2026-11-09T00:00:00Z'), toMs: Date.parse('2026-11-16T00:00:00Z') };
/** The apps that write. */
const CLIENTS = ['test', 'other app'] as const;

/** Texts in which two engines might differ: case, empty, bytes and code units, what looks like a query or an end of text. */
const words = fc.constantFrom(
  'a',
  'A',
  'ё',
  '',
  ' ',
  '0',
  'learner:x',
  "o'k\\",
  '🍅',
  '\uffee',
  'a\u0000b',
  '\u0000',
  'e\u0301',
);
const optional = fc.option(words.filter((text) => text !== ''));
const date = fc.constantFrom('2026-11-08', '2026-11-09', '2026-11-12', '2026-11-15', '2026-11-16');
const few = fc.integer({ min: -3, max: 3 });
const which = fc.nat(5);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

const activity = fc.record({
  startMs: fc
    .tuple(fc.constantFrom(SPAN.fromMs, SPAN.toMs, SPAN.fromMs + DAY_MS, Date.UTC(2001, 8, 9, 1, 46)), few)
    .map(([at, minutes]) => at + minutes * MINUTE_MS),
  externalId: words.map((text) => text || 'none'),
  source: fc.constantFrom('timer', 'manual_log'),
  type: fc.constantFrom('reading', 'rest', 'writing'),
  minutes: fc.option(fc.constantFrom(0, 25, 1440)),
  confidence: fc.constantFrom(0, 0.3, 1),
  role: optional,
  guideRef: optional,
  guidePages: fc.option(fc.integer({ min: 1, max: 3 })),
  exerciseRef: optional,
  exerciseVerdict: fc.option(fc.constantFrom('accepted' as const, 'rejected' as const)),
  note: optional,
});

const write = fc.oneof(
  fc.record({ what: kind('events'), events: fc.array(activity, { maxLength: 4, size: 'max' }) }),
  fc.record({ what: kind('correction'), of: which, to: activity, version: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ what: kind('cancelled event'), of: which, reason: optional }),
  fc.record({
    what: kind('note'),
    key: fc.constantFrom('k1', 'k2', 'k3', 'k4'),
    type: fc.constantFrom('daily' as const, 'weekly' as const, 'insight' as const),
    days: fc.option(fc.tuple(date, date)),
    text: optional,
    mood: fc.option(fc.integer({ min: 1, max: 5 })),
    sleep: fc.option(fc.integer({ min: 1, max: 5 })),
  }),
  fc.record({ what: kind('cancelled note'), of: which, reason: optional }),
  fc.record({ what: kind('report'), source: fc.constantFrom('timer' as const, 'bot' as const), from: date, to: date }),
  fc.record({
    what: kind('document'),
    id: fc.option(fc.constantFrom('g1', 'g2', 'ё', '🍅', '\uffee', 'z\u0000')),
    create: fc.boolean(),
    label: words,
    date,
    title: words,
    version: fc.integer({ min: 0, max: 2 }),
    key: fc.record({
      key: fc.constantFrom('key', 'key:2', 'other'),
      fingerprint: fc.option(fc.constantFrom('f1', 'f2')),
    }),
  }),
  fc.record({ what: kind('withdrawal'), scopes: fc.subarray(['dt:read', 'dt:write'], { minLength: 1 }) }),
  fc.record({
    what: kind('ticket'),
    purpose: fc.constantFrom('delete' as const, 'export' as const),
    hash: fc.uuid(),
    until: few,
  }),
  fc.record({ what: kind('erasure'), of: fc.nat(3) }),
);
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;
type Of<What extends Write['what']> = Extract<Write, { what: What }>;

/** A history: what is written, so many seconds after the last write, and by which app. */
export const history = fc.array(
  fc.record({ write, after: fc.constantFrom(-259_200, -1, 0, 1, 2), client: fc.constantFrom(...CLIENTS) }),
  { maxLength: 25, size: 'max' },
);

/** A twin, and the ids by which a history names what it has written: they are random. */
export interface WrittenTwin {
  readonly twin: TwinStores;
  readonly events: string[];
  readonly notes: string[];
  readonly tickets: string[];
}

type Writing<What extends Write['what']> = (to: WrittenTwin, each: Of<What>, by: Writer) => Promise<unknown>;

const WRITINGS: { readonly [What in Write['what']]: Writing<What> } = {
  events: async ({ twin, events: known }, { events }, by) => {
    const saved = await twin.events.saveEvents(events.map(newEvent), by);
    for (const each of saved) if (each.status === 'stored') known.push(each.event.eventId);
    return saved;
  },
  correction: ({ twin, events }, { of, to, version }, by) =>
    twin.events.updateEvent(events[of] ?? 'none', newEvent(to), version, by),
  'cancelled event': ({ twin, events }, { of, reason }, by) =>
    twin.events.cancelEvent(events[of] ?? 'none', reason, by),
  note: async ({ twin, notes }, { key, ...said }, by) => {
    const saved = await twin.notes.saveNote(noteOf(said), key, by);
    if (saved.status === 'created') notes.push(saved.noteId);
    return saved;
  },
  'cancelled note': ({ twin, notes }, { of, reason }, by) => twin.notes.cancelNote(notes[of] ?? 'none', reason, by),
  report: ({ twin }, { source, from, to }, by) => twin.events.saveSyncReport({ source, from, to }, by),
  document: ({ twin }, { id, create, label, date: on, title, version, key }, by) => {
    const named =
      id === null ? { expectedVersion: 0, idempotencyKey: key } : { expectedVersion: version, idempotencyKey: null };
    const body = { title, horizon: 'week', status: 'active' } as const;
    return twin.documents.saveDocument('goal', { id, create, label, date: on, body, ...named }, by);
  },
  withdrawal: ({ twin }, { scopes }, by) => twin.rights.withdraw(scopes, by),
  ticket: ({ twin, tickets }, { purpose, hash, until }, by) => {
    tickets.push(hash);
    return twin.rights.issueTicket(purpose, hash, by.nowMs + until, by);
  },
  erasure: ({ twin, tickets }, { of }, by) => twin.rights.erase(tickets[of] ?? 'none', by),
};

/** Writes to a twin; what the store answered. */
export function writeTo(to: WrittenTwin, each: Write, by: Writer): Promise<unknown> {
  return (WRITINGS[each.what] as Writing<Write['what']>)(to, each as never, by);
}

function newEvent({ startMs, type, source, minutes, ...said }: Of<'correction'>['to']): NewActivityEvent {
  // The texts of an app are checked before they come to a store, which takes any.
  return {
    ...event({ at: new Date(startMs).toISOString(), id: 'id', type, source, minutes }, startMs + 2 * DAY_MS),
    ...said,
  };
}

function noteOf({ type, days, text, mood, sleep }: Omit<Of<'note'>, 'key' | 'what'>) {
  const [start = '', end = ''] = (days ?? []).toSorted();
  return reflectionNoteSchema.parse({
    type,
    achievements: ['шаг'],
    ...(days && { period: { start, end: type === 'daily' ? start : end } }),
    ...(text?.trim() && { text }),
    ...(mood !== null && { mood }),
    ...(sleep !== null && { state: { sleep } }),
  });
}

/** Everything that a twin can be asked. */
export async function everythingOf({ events, notes, documents, rights }: TwinStores): Promise<unknown> {
  const days = [-1, 0, 1, 7].map((day) => ({
    fromMs: SPAN.fromMs + day * DAY_MS,
    toMs: SPAN.fromMs + (day + 1) * DAY_MS,
  }));
  const ofNotes = { type: null, period: null, span: null, text: null, limit: 1_000, after: null };
  const ofDocuments = { labels: null, from: '2000-01-01', to: '2099-12-31', limit: 1_000, after: null };
  return {
    events: await events.listEvents(ALL_EVENTS),
    eventsOfType: await events.listEvents({
      ...ALL_EVENTS,
      ...SPAN,
      types: ['reading'],
      sources: ['timer'],
      order: 'desc',
    }),
    facts: await events.periodFacts(SPAN, PERIOD),
    eventsOfSpan: await events.eventsOf(SPAN),
    activeDays: await events.activeDays(days),
    studies: await events.studies(),
    notes: await notes.listNotes(ofNotes),
    notesOfPeriod: await notes.listNotes({ ...ofNotes, type: 'daily', period: PERIOD, span: SPAN }),
    notesWithWord: await notes.listNotes({ ...ofNotes, text: 'шаг' }),
    noteFacts: await notes.noteFacts(SPAN, PERIOD),
    documents: await documents.listDocuments('goal', ofDocuments),
    documentsOfDates: await documents.listDocuments('goal', { ...ofDocuments, from: PERIOD.start, to: PERIOD.end }),
    documentsOfLabels: await documents.listDocuments('goal', { ...ofDocuments, labels: ['a', '🍅', '', '\u0000'] }),
    document: await documents.findDocument('goal', 'g1'),
    noDocument: await documents.findDocument('goal', 'no such'),
    settings: await Promise.all(CLIENTS.map((client) => rights.settings(client))),
    counts: await rights.rowCounts(),
    copy: JSON.parse((await rights.exportJson(10_000_000, NOW)) ?? 'null'),
  };
}
