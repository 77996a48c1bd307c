import { waitUntil } from 'cloudflare:workers';
import { callerKind, corporateClientId } from '../client-id.ts';
import { NAMELESS } from '../display-name.ts';
import { inTime } from '../in-time.ts';
import type { Log } from '../log.ts';
import type { KnownPerson, Principal } from '../principal.ts';
import {
  type ActivityEntry,
  type ActivityNamespace,
  type ActivityPage,
  type ActivityStore,
  type NewEntry,
  PAGE_SIZE,
  type PlacedEntry,
  placeOf,
} from './activity-entry.ts';
import { callsAddress } from './calls-address.ts';

/** How long calls wait for others, so that a storage request is paid for many of them. */
const WAIT_MS = 3_000;
/** Most calls of one person that wait in an isolate. */
const MAX_CALLS = 50;
/** Most people whose calls wait in an isolate: a storage request for each, and an invocation may make a thousand. */
const MAX_PEOPLE = 500;
/** A request may go on for so long after its answer; later its timer is gone. */
const TIMER_LIFETIME_MS = 30_000;

/** A call that has ended. */
export type EndedCall = Pick<ActivityEntry, 'at_ms' | 'kind' | 'name' | 'code'>;

/** What is kept of the calls of people at one server, see `ActivityStore`. */
export interface Activity {
  /**
   * Queues a call; a batch is written a few seconds after the answer and is lost if the isolate ends first. `home`: the mounted server
   * that the operation belongs to, which then stores the call. Never throws; storage errors are logged.
   */
  record(user: Principal, call: EndedCall, home?: string): void;
  /**
   * What came in here, newest first, without what cannot be read in a few seconds; null where that is everything.
   * @param before the `next` of the page before
   */
  page(person: KnownPerson, before: string | null): Promise<ActivityPage | null>;
  all(person: KnownPerson): Promise<readonly ActivityEntry[]>;
  /**
   * Erases the person's calls: all that this server stores, and those received here that mounted servers store. With `home`: all
   * calls stored for that mounted server, whichever address received them.
   */
  erase(person: KnownPerson, home?: string): Promise<void>;
}

/** Where calls are kept, by the name of the server that the operations belong to: those of this one, and of those that it mounts. */
type ActivityNamespaces = { readonly [server: string]: ActivityNamespace };

/** Where a part of a person's calls is kept. */
interface Place {
  readonly server: string;
  /** The person there. */
  readonly userId: string;
}

/** Keeps the calls of people at a server; `mounted` is what it shares with the servers that it mounts. */
export function createActivity(
  own: ActivityNamespace,
  mounted: ActivityNamespaces,
  serverName: string,
  log: Log,
): Activity {
  const { placeFor, placesOf, storeOf } = createPlaces(own, mounted, serverName);
  /** At a mounted server, only the calls that came in through this one. */
  const cameIn = ({ server }: Place) => (server === serverName ? undefined : serverName);
  const batches = createBatches(async ({ place, entries }) => {
    try {
      await (await storeOf(place)).add(entries, Date.now());
    } catch (error) {
      const detail = error instanceof Error ? error.name : typeof error;
      log({ event: 'unexpected', server: serverName, step: 'activity', code: 'UNAVAILABLE', detail });
    }
  });

  /** Asks every store of a person for what came in here. */
  function ask<T>(
    person: KnownPerson,
    question: (store: ActivityStore, place: Place, index: number) => Promise<T>,
  ): Promise<T>[] {
    return placesOf(person).map(async (place, index) => {
      await batches.send(keyOf(place));
      return question(await storeOf(place), place, index);
    });
  }

  /** The answer of the store at a place; null, and a line, where it fails or takes too long. */
  async function answerIn<T>(asked: Promise<T>, home: string): Promise<T | null> {
    const outcome = await inTime(asked);
    if ('answer' in outcome) return outcome.answer;
    log({ event: 'unexpected', server: serverName, step: 'calls', home, code: 'UNAVAILABLE', detail: outcome.failed });
    return null;
  }

  return {
    record(user, call, home) {
      const consentedAtMs = user.consentedAtMs ?? call.at_ms;
      batches.add(placeFor(user, home), { ...call, ...callerOf(user), server: serverName, consentedAtMs });
    },
    async page(person, before) {
      const from = before?.split('_') ?? [];
      const homes = placesOf(person).map(({ server }) => server);
      const asked = ask(person, (store, place, index) => store.page(from[index] ?? null, Date.now(), cameIn(place)));
      const found = await Promise.all(asked.map((each, index) => answerIn(each, homes[index] ?? serverName)));
      const missing = homes.filter((_, index) => found[index] === null);
      return missing.length === homes.length ? null : { ...mergedPage(found, from), missing };
    },
    async all(person) {
      const found = await Promise.all(ask(person, (store, place) => store.all(Date.now(), cameIn(place))));
      return found.flat().toSorted((a, b) => b.at_ms - a.at_ms);
    },
    async erase(person, home) {
      if (home !== undefined) return (await storeOf(placeFor(person, home))).erase(Date.now());
      await Promise.all(ask(person, (store, place) => store.erase(Date.now(), cameIn(place))));
    },
  };
}

/** Finds where the calls of people are kept, and the stores there. */
function createPlaces(own: ActivityNamespace, mounted: ActivityNamespaces, serverName: string) {
  /** Of a server that was mounted after the person had signed in, the place is that of this one. */
  const placeFor = ({ userId, mountedIds = {} }: KnownPerson, home = serverName): Place => {
    const there = mounted[home] && mountedIds[home];
    return there === undefined ? { server: serverName, userId } : { server: home, userId: there };
  };
  return {
    placeFor,
    /** All of a person, each once. */
    placesOf(person: KnownPerson): readonly Place[] {
      const places = [serverName, ...Object.keys(mounted)].map((home) => placeFor(person, home));
      return [...new Map(places.map((place) => [keyOf(place), place])).values()];
    },
    async storeOf({ server, userId }: Place): Promise<ActivityStore> {
      const namespace = mounted[server] ?? own;
      return namespace.get(namespace.idFromName(await callsAddress(userId)));
    },
  };
}

/** Calls that wait for others to the same place. */
interface Batch {
  readonly place: Place;
  readonly entries: NewEntry[];
}

/** Sends the calls of each place in a batch, a few seconds after the first of them or when there are many; `write` never rejects. */
function createBatches(write: (batch: Batch) => Promise<void>) {
  const waiting = new Map<string, Batch>();
  let timerUntilMs = 0;

  async function send(key: string): Promise<void> {
    const batch = waiting.get(key);
    if (!batch) return;
    waiting.delete(key);
    await write(batch);
  }

  const sendAll = () => Promise.all(Array.from(waiting.keys(), send));

  async function sendLater(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    timerUntilMs = 0;
    await sendAll();
  }

  return {
    add(place: Place, entry: NewEntry): void {
      const batch = waiting.get(keyOf(place)) ?? { place, entries: [] };
      waiting.set(keyOf(place), batch);
      batch.entries.push(entry);
      const nowMs = Date.now();
      if (batch.entries.length >= MAX_CALLS) waitUntil(send(keyOf(place)));
      else if (waiting.size >= MAX_PEOPLE) waitUntil(sendAll());
      else if (nowMs >= timerUntilMs) {
        timerUntilMs = nowMs + TIMER_LIFETIME_MS;
        waitUntil(sendLater());
      }
    },
    send,
  };
}

const keyOf = ({ server, userId }: Place): string => `${server} ${userId}`;

/**
 * A page of calls of several stores; its `next` has a position for each store. `from` is where this one began. A store that did not
 * answer stays where it was.
 */
function mergedPage(
  found: readonly (readonly PlacedEntry[] | null)[],
  from: readonly string[],
): Omit<ActivityPage, 'missing'> {
  const all = found.flatMap((entries, store) => (entries ?? []).map((entry) => ({ entry, store })));
  const shown = all.toSorted((a, b) => b.entry.at_ms - a.entry.at_ms).slice(0, PAGE_SIZE);
  const places = found.map((_, store) => {
    const last = shown.findLast((each) => each.store === store);
    return last ? placeOf(last.entry) : (from[store] ?? BEGINNING);
  });
  return {
    entries: shown.map(({ entry: { n: _, ...entry } }) => entry),
    next: shown.length < all.length ? places.join('_') : null,
  };
}

/** A place before every call. */
const BEGINNING = `${10 ** 15 - 1}.0`;

/** Who called, in words for the person. A grant from before its app's name was kept in it has none. */
function callerOf({ clientId, clientName }: Principal): Pick<ActivityEntry, 'via' | 'app'> {
  const via = callerKind(clientId);
  if (via === 'account') return { via, app: '' };
  return { via, app: via === 'company' ? corporateClientId(clientId) : (clientName ?? NAMELESS) };
}
