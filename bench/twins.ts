import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { userIdOf } from '@aisystant/oauth/user-id';
import { subjectOf } from '@aisystant/simulators/identity';
import type { BenchFleet } from './fleet.ts';

/** An hour, ms. */
export const HOUR_MS = 3_600_000;
/** A day, ms. */
export const DAY_MS = 24 * HOUR_MS;
const EVENTS_A_DAY = 4_000;

/** How many events {@link studyWeeks} gives for a week: four a day on five days. */
export const EVENTS_A_WEEK = 20;

/** The part of a twin that filling needs. */
interface Twin {
  saveEvents(events: readonly object[], writer: { clientId: string; nowMs: number }): Promise<unknown>;
}

interface Twins {
  idFromName(name: string): { toString(): string };
  get(id: unknown): Twin;
}

/** Starts of events spread evenly over the days before `untilMs`, the latest first. */
export function evenly(events: number, days: number, untilMs: number): readonly number[] {
  const step = (days * DAY_MS) / events;
  return Array.from({ length: events }, (_, index) => untilMs - (index + 1) * step);
}

/** Starts of the events of a learner who studies as people do, over the weeks before `untilMs`, the latest first. */
export function studyWeeks(weeks: number, untilMs: number): readonly number[] {
  return Array.from({ length: weeks * EVENTS_A_WEEK }, (_, index) => {
    const [week, place] = [Math.floor(index / EVENTS_A_WEEK), index % EVENTS_A_WEEK];
    const [day, hour] = [Math.floor(place / 4), place % 4];
    return untilMs - (week * 7 + day) * DAY_MS - (hour + 1) * HOUR_MS;
  });
}

/**
 * Fills a learner's twin with events that start then. It writes to the object itself, since a learner may send at most
 * 5,000 events a day; the last of them are dated yesterday, so that today's quota is left.
 */
export async function fillTwin(bench: BenchFleet, login: string, startsMs: readonly number[]): Promise<void> {
  const { twin } = await twinOf(bench, login);
  const events = startsMs.map(eventAt);
  const days = Math.ceil(events.length / EVENTS_A_DAY);
  for (let day = 0; day < days; day += 1) {
    const part = events.slice(day * EVENTS_A_DAY, (day + 1) * EVENTS_A_DAY);
    await twin.saveEvents(part, { clientId: 'bench', nowMs: Date.now() - (days - day) * DAY_MS });
  }
}

/** Bytes of a learner's twin on disk, its write-ahead log folded in. */
export async function sizeOfTwin(bench: BenchFleet, login: string): Promise<number> {
  const { id } = await twinOf(bench, login);
  const file = path.join(bench.stateDir, 'v3', 'do', 'dt-mcp-TwinObject', `${id}.sqlite`);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const query = 'select page_count * page_size as bytes from pragma_page_count, pragma_page_size';
    return Number(database.prepare(query).get()?.['bytes']);
  } finally {
    database.close();
  }
}

async function twinOf({ fleet, subjectKey, issuer }: BenchFleet, login: string): Promise<{ id: string; twin: Twin }> {
  const twins = (await fleet.durableObjects('dt-mcp', 'TWIN')) as Twins;
  const id = twins.idFromName(await userIdOf(subjectKey, issuer, subjectOf(login)));
  return { id: String(id), twin: twins.get(id) };
}

function eventAt(ms: number, index: number): object {
  return {
    source: 'timer',
    externalId: `bench-${index}`,
    activityType: 'practice',
    startMs: Math.floor(ms / 60_000) * 60_000,
    durationMinutes: 5,
    confidence: 0.8,
    eventType: null,
    slotId: null,
    role: 'ученик',
    method: null,
    workProductId: null,
    guideRef: null,
    exerciseRef: null,
    title: 'Упражнение',
    note: null,
  };
}
