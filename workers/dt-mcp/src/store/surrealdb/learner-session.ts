import { consentRequired, type Grant, isRevoked } from '@aisystant/mcp/learner-store';
import { BoundQuery, RecordId, surql } from 'surrealdb';
import type { Profile } from '../../domain/profile/profile.ts';
import { isServed, moving } from '../home.ts';
import type { LearnerSettings } from '../twin-store.ts';
import { type Assumption, keepSettings } from './assumed-settings.ts';
import type { SurrealDbEnv } from './config.ts';
import { runQuery, STALE, StaleError, unavailable } from './connection.ts';
import { inTurn } from './in-turn.ts';
import { consentIn, type LearnerRecord, NEW_LEARNER } from './learner-record.ts';

/** For so long a write that met another one is tried again, ms. */
const RETRY_MS = 15_000;
/** Longest pause before that, ms: at first, and after many times. Writers that met must not meet again. */
const PAUSE_MS = { first: 20, last: 1_000 };

/** What a write does, once it knows the record of the learner and its facts. */
export interface Decision<T> {
  readonly outcome: T;
  /** The record afterwards, when it changes. */
  readonly learner?: LearnerRecord;
  /** What is written besides. */
  readonly statements?: readonly BoundQuery[];
}

interface Reading {
  readonly query: BoundQuery;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

/** Throws where this store does not serve a learner; null is a learner without a record. */
export type Admit = (learner: LearnerRecord | null, isWrite: boolean) => void;

/**
 * Admits learners whose records are here, and new ones. With `onAbsent` a learner without a record is not here, and it is
 * called for all who are not, before the refusal.
 */
export function admitHere(onAbsent?: () => void): Admit {
  return (learner, isWrite) => {
    if (learner === null ? !onAbsent : isServed(learner, isWrite)) return;
    if (learner?.home !== 'leaving') onAbsent?.();
    throw moving();
  };
}

/** How a session may differ from that of a learner who is here. */
export interface SessionOptions {
  readonly admit?: Admit;
  readonly assumption?: Assumption | null;
}

/**
 * The records of one learner, for one grant. The grant is checked with what the same transaction has read: for a write, the
 * transaction that writes fails when anything was written in between, so no withdrawal or erasure comes between.
 */
export class LearnerSession {
  readonly learner: string;
  readonly #env: SurrealDbEnv;
  readonly #grant: Grant;
  readonly #admit: Admit;
  /** Settings with which the operation began; null when it reads them first. */
  readonly assumption: Assumption | null;
  #waiting: Reading[] = [];

  constructor(
    env: SurrealDbEnv,
    learner: string,
    grant: Grant,
    { admit = admitHere(), assumption = null }: SessionOptions = {},
  ) {
    this.learner = learner;
    this.#env = env;
    this.#grant = grant;
    this.#admit = admit;
    this.assumption = assumption;
  }

  /** The id of a record of this learner. */
  id(table: string, ...key: readonly string[]): RecordId {
    return new RecordId(table, [this.learner, ...key]);
  }

  /** A range over the records of this learner with an id prefix, in the order of ids; it begins behind `after`, if given. */
  range(table: string, prefix: readonly string[] = [], after?: readonly string[]): BoundQuery {
    const whole = surql`${this.learner}`;
    for (const part of prefix) whole.append(surql`, ${part}`);
    const query = new BoundQuery(`${table}:[`).append(whole);
    for (const part of after ?? []) query.append(surql`, ${part}`);
    // An array comes after every text.
    return query.append(`]${after ? '>' : ''}..[${whole.query}, []]`);
  }

  /** Reads what the grant allows. What is asked for at the same moment is one request and one transaction. */
  read<T>(query: BoundQuery): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ query, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => void this.#readAll());
    }) as Promise<T>;
  }

  async #readAll(): Promise<void> {
    const readings = this.#waiting;
    this.#waiting = [];
    try {
      const queries = readings.map(({ query }) => query);
      const { learner, results } = await this.#facts(this.assumption ? [...queries, profileOf(this)] : queries, false);
      this.#confirm(learner, results.at(-1));
      this.#requireGrant(learner);
      for (const [index, { resolve }] of readings.entries()) resolve(results[index]);
    } catch (error) {
      for (const { reject } of readings) reject(error);
    }
  }

  /** What has been assumed was found in the same transaction, or the results are of no use. */
  #confirm(learner: LearnerRecord, profile: unknown): void {
    const { clientId } = this.#grant;
    if (this.assumption === null) return;
    const found = keepSettings(this.learner, clientId, settingsIn(learner, profile, clientId));
    if (!this.assumption.confirm(found)) throw unavailable();
  }

  /** Reads without the check of the grant. */
  async readUnchecked<T>(query: BoundQuery): Promise<{ readonly learner: LearnerRecord; readonly result: T }> {
    const { learner, results } = await this.#facts([query], false);
    return { learner, result: results[0] as T };
  }

  /** Writes what is decided about the facts, all or nothing. */
  write<Facts, T>(facts: BoundQuery, decide: (facts: Facts, learner: LearnerRecord) => Decision<T>): Promise<T> {
    return this.writeUnchecked<Facts, T>(facts, (found, learner) => {
      this.#requireGrant(learner);
      return decide(found, learner);
    });
  }

  /** Writes without the check of the grant. */
  writeUnchecked<Facts, T>(
    facts: BoundQuery,
    decide: (facts: Facts, learner: LearnerRecord) => Decision<T>,
  ): Promise<T> {
    return inTurn(this.learner, () => this.#writeUntilFirst(facts, decide));
  }

  async #writeUntilFirst<Facts, T>(
    facts: BoundQuery,
    decide: (facts: Facts, learner: LearnerRecord) => Decision<T>,
  ): Promise<T> {
    const until = performance.now() + RETRY_MS;
    for (let pauseMs = PAUSE_MS.first; ; pauseMs = Math.min(2 * pauseMs, PAUSE_MS.last)) {
      const { learner, results } = await this.#facts([facts], true);
      const decision = decide(results[0] as Facts, learner);
      if (!decision.learner && !decision.statements) return decision.outcome;
      try {
        await this.#commit(learner.revision, { ...learner, ...decision.learner }, decision.statements ?? []);
        return decision.outcome;
      } catch (error) {
        if (!(error instanceof StaleError)) throw error;
        if (performance.now() > until) throw unavailable();
        await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
      }
    }
  }

  /** The results of queries, and the record of the learner at the same moment. */
  async #facts(
    queries: readonly BoundQuery[],
    isWrite: boolean,
  ): Promise<{ readonly learner: LearnerRecord; readonly results: readonly unknown[] }> {
    const query = new BoundQuery('RETURN { learner: (SELECT * OMIT id FROM $auth)[0], results: [');
    for (const each of queries) query.append(each).append(', ');
    const [answer] = await runQuery(this.#env, this.learner, query.append('] }'));
    if (!isAnswer(answer) || answer.results.length !== queries.length) throw unavailable();
    this.#admit(answer.learner ?? null, isWrite);
    return { learner: answer.learner ?? NEW_LEARNER, results: answer.results };
  }

  /** One block is one transaction: after a condition between BEGIN and COMMIT the engine knows no database any more. */
  async #commit(revision: number, learner: LearnerRecord, statements: readonly BoundQuery[]): Promise<void> {
    const next = { ...learner, revision: revision + 1 };
    const query = surql`{ IF ($auth.revision ?? 0) != ${revision} { THROW ${STALE} }; UPSERT $auth CONTENT ${next} RETURN NONE; `;
    for (const each of statements) query.append(each).append('; ');
    await runQuery(this.#env, this.learner, query.append('RETURN NONE }'));
  }

  #requireGrant(learner: LearnerRecord): void {
    const grant = this.#grant;
    if (isRevoked(grant, consentIn(learner, grant.clientId))) throw consentRequired(grant.scope);
  }
}

/** The profile of a learner, as a query that may find none. */
export const profileOf = (session: Pick<LearnerSession, 'id'>): BoundQuery =>
  surql`(SELECT VALUE body FROM ${session.id('document', 'profile', 'me')})[0]`;

/** What the record of a learner and the body of the profile say to a client. */
export function settingsIn(learner: LearnerRecord, profile: unknown, clientId: string): LearnerSettings {
  const { timezone = null } = typeof profile === 'string' ? (JSON.parse(profile) as Profile) : {};
  return { timezone, ...consentIn(learner, clientId) };
}

type Answer = { readonly learner?: LearnerRecord | null; readonly results: readonly unknown[] };

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'results' in value && Array.isArray(value.results);
}
