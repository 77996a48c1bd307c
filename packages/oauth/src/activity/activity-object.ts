import { DurableObject } from 'cloudflare:workers';
import {
  type ActivityEntry,
  type ActivityStore,
  MAX_ENTRIES,
  type NewEntry,
  PAGE_SIZE,
  type PlacedEntry,
  RETENTION_DAYS,
} from './activity-entry.ts';

const HOUR_MS = 3_600_000;
const RETENTION_MS = RETENTION_DAYS * 24 * HOUR_MS;
/** How long the time of an erasure stays: longer than any isolate accepts a token. */
const ERASURE_MS = HOUR_MS;
/** A call that comes later is not kept: well before the time of an erasure goes. */
const LATE_MS = ERASURE_MS / 2;

/** One write of this many looks whether there are too many calls, and deletes the oldest. */
const PRUNED_ONCE_IN = 64;

const TABLES = `
  create table if not exists call(
    at_ms integer not null, n integer not null, via text not null, app text not null,
    kind text not null, name text not null, code text not null, server text not null default '',
    primary key(at_ms, n)
  ) strict, without rowid;
  create table if not exists erasure(at_ms integer not null, server text not null default '') strict;`;

const COLUMNS = 'at_ms, server, via, app, kind, name, code';

const INSERT = `insert into call(${COLUMNS}, n)
  select ${COLUMNS.split(', ').map((column) => `value ->> '${column}'`)},
    coalesce((select max(n) from call where at_ms = value ->> 'at_ms'), 0) + key + 1 from json_each(?)`;

type Row = { readonly [column in keyof PlacedEntry]: PlacedEntry[column] & SqlStorageValue };

/** The calls of one person at one server for {@link RETENTION_DAYS} days, in an object that is there only while it holds some. */
export class ActivityObject extends DurableObject<object> implements ActivityStore {
  readonly #sql = this.ctx.storage.sql;

  /** Whether the tables are there. */
  #isReady: boolean;

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    const query = "select name, sql from sqlite_master where name in ('call', 'erasure')";
    const tables = this.#sql.exec<{ name: string; sql: string }>(query).toArray();
    // Tables of before there were two ways to a server.
    for (const { name, sql } of tables)
      if (!sql.includes('server')) this.#sql.exec(`alter table ${name} add column server text not null default ''`);
    this.#isReady = tables.length === 2;
  }

  /** See {@link ActivityStore}. */
  async add(entries: readonly NewEntry[], nowMs: number): Promise<void> {
    this.#makeTables();
    this.ctx.storage.transactionSync(() => {
      const erasures = this.#sql.exec<{ at_ms: number; server: string }>('select * from erasure').toArray();
      const isDropped = ({ at_ms, consentedAtMs, server }: NewEntry) =>
        at_ms <= nowMs - LATE_MS ||
        erasures.some((each) => consentedAtMs <= each.at_ms && (each.server === '' || each.server === server));
      this.#insert(entries.filter((entry) => !isDropped(entry)));
      this.#prune(nowMs);
    });
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(nowMs + RETENTION_MS);
  }

  /** See {@link ActivityStore}. */
  async page(before: string | null, nowMs: number, server = ''): Promise<readonly PlacedEntry[]> {
    const [atMs = 0, n = 0] = before === null ? [Number.MAX_SAFE_INTEGER] : before.split('.').map(Number);
    return this.#rows('(at_ms, n) < (?, ?)', { nowMs, server, limit: PAGE_SIZE + 1 }, atMs, n);
  }

  /** See {@link ActivityStore}. */
  async all(nowMs: number, server = ''): Promise<readonly ActivityEntry[]> {
    const rows = this.#rows('true', { nowMs, server, limit: MAX_ENTRIES });
    return rows.map(({ n: _, ...entry }) => entry);
  }

  /** See {@link ActivityStore}. Only the time of the erasure stays, for an hour: calls on their way must not outlive it. */
  async erase(nowMs: number, server = ''): Promise<void> {
    this.#makeTables();
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec("delete from call where ?1 in ('', server)", server);
      this.#sql.exec('insert into erasure(at_ms, server) values (?, ?)', nowMs, server);
    });
    await this.ctx.storage.setAlarm(nowMs + ERASURE_MS);
  }

  /** Removes what is too old, and the whole storage with the last of it. */
  override async alarm(): Promise<void> {
    const nowMs = Date.now();
    this.#makeTables();
    this.#prune(nowMs);
    this.#sql.exec('delete from erasure where at_ms <= ?', nowMs - ERASURE_MS);
    const { dueMs } = this.#sql
      .exec<{ dueMs: number | null }>(
        'select min(dueMs) as dueMs from (select min(at_ms) + ? as dueMs from call union all select min(at_ms) + ? from erasure)',
        ...[RETENTION_MS, ERASURE_MS],
      )
      .one();
    // An hour apart, so that the calls of a busy day do not end with an alarm each.
    if (dueMs !== null) return this.ctx.storage.setAlarm(Math.max(dueMs, nowMs + HOUR_MS));
    this.#isReady = false;
    await this.ctx.storage.deleteAll();
  }

  /** For what writes: a person without calls has no tables. */
  #makeTables(): void {
    if (!this.#isReady) this.#sql.exec(TABLES);
    this.#isReady = true;
  }

  /** One statement for a batch: a busy person has fifty calls in it. Calls of the same millisecond are numbered in their order. */
  #insert(entries: readonly NewEntry[]): void {
    this.#sql.exec(INSERT, JSON.stringify(entries));
  }

  #prune(nowMs: number): void {
    this.#sql.exec('delete from call where at_ms <= ?', nowMs - RETENTION_MS);
    // It reads every row, so not each time; what is read has its limit.
    if (nowMs % PRUNED_ONCE_IN !== 0) return;
    this.#sql.exec(
      `delete from call where (at_ms, n) <= (
         select at_ms, n from call order by at_ms desc, n desc limit 1 offset ${MAX_ENTRIES})`,
    );
  }

  /** Reads without making the tables: to look at the page of a person without calls stores nothing. */
  #rows(
    which: string,
    { nowMs, server, limit }: { readonly nowMs: number; readonly server: string; readonly limit: number },
    ...bindings: readonly SqlStorageValue[]
  ): readonly Row[] {
    if (!this.#isReady) return [];
    const query = `select ${COLUMNS}, n from call where ${which} and at_ms > ? and ? in ('', server) order by at_ms desc, n desc limit ${limit}`;
    return this.#sql.exec<Row>(query, ...bindings, nowMs - RETENTION_MS, server).toArray();
  }
}
