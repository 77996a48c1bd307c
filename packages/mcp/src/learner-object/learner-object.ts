import { DurableObject } from 'cloudflare:workers';
import { lazy } from '../define/lazy.ts';
import type {
  Document,
  DocumentPage,
  DocumentQuery,
  DocumentStore,
  DocumentWrite,
  SavedDocument,
} from './document-store.ts';
import { DOCUMENT_INDEXES, Documents } from './documents.ts';
import { KeptReads } from './kept-reads.ts';
import { LearnerDatabase, type TableIndexes } from './learner-database.ts';
import { Rights, type RightsSubject } from './rights.ts';
import {
  type AddedRows,
  type ConsentState,
  consentRequired,
  type Erasure,
  type ExportFormat,
  type Grant,
  isRevoked,
  type RightsStore,
} from './rights-store.ts';
import type { Writer } from './writer.ts';

export { KeptReads, KeptTotal } from './kept-reads.ts';
export { LearnerDatabase, type TableIndexes } from './learner-database.ts';
export { LEARNER_TABLES, migrate } from './migrate.ts';

/** What a server keeps of one learner. */
export interface LearnerTables<Bodies extends object, Counted extends string> {
  /** Steps of the schema, in order. A released one is never changed. One array for all learners: what they make is known by it. */
  readonly migrations: readonly string[];
  /** Indexes that are made with the first row of their table, see {@link LearnerDatabase.indexFirstRow}. Those of documents need not be named. */
  readonly laterIndexes?: TableIndexes;
  /** Most documents of each kind. */
  readonly documentLimits: Readonly<Record<keyof Bodies, number>>;
  readonly rights: RightsSubject<Counted>;
}

/** Wraps methods of an object for one grant. */
export interface GrantedMethods {
  /** The method behind a check of the grant. */
  granted<A extends unknown[], T>(method: (...args: A) => T): (...args: A) => Promise<T>;
  /** The same for a read, whose result is kept until the next write. */
  readFrom(kept: KeptReads): GrantedMethods['granted'];
}

/**
 * The data of one learner at one server: a SQLite Durable Object named by the user id, with documents, consent, a copy and
 * an erasure. The platform serializes its writes. A server adds its own tables and stores.
 */
export abstract class LearnerObject<
  Env,
  Bodies extends object,
  Counted extends string,
  Settings extends ConsentState,
> extends DurableObject<Env> {
  protected readonly sql: LearnerDatabase;
  protected readonly kept = new KeptReads();
  protected readonly documents: Documents<Bodies>;
  protected readonly rights: Rights<Counted>;

  constructor(ctx: DurableObjectState, env: Env, tables: LearnerTables<Bodies, Counted>) {
    super(ctx, env);
    const laterIndexes = { ...DOCUMENT_INDEXES, ...tables.laterIndexes };
    this.sql = new LearnerDatabase(ctx.storage, { steps: tables.migrations, laterIndexes });
    this.documents = new Documents<Bodies>(this.sql, tables.documentLimits);
    this.rights = new Rights<Counted>(this.sql, tables.rights);
  }

  /** Written as text once: it costs as much as a statement. */
  readonly #address = lazy(() => String(this.ctx.id));

  /** See {@link RightsStore}. */
  abstract settings(clientId: string): Settings;

  /** Called in the transaction that creates a record. */
  protected readonly recordCreation: (writer: Writer) => void = () => {};

  /** Every write goes through here, so that nothing kept is older than it. */
  protected readonly transaction = <T>(run: () => T): T => {
    return this.kept.write(() => this.sql.transaction(run));
  };

  /** A write in one transaction; the first record has consequences, see {@link recordCreation}. */
  protected readonly write = <T extends { readonly status: string }>(writer: Writer, write: () => T): T => {
    return this.transaction(() => {
      const outcome = write();
      if (outcome.status === 'created') this.recordCreation(writer);
      return outcome;
    });
  };

  /**
   * Each method checks the grant and runs without awaiting in between, so no withdrawal or erasure can come between the
   * check and the method.
   */
  protected readonly methodsFor = (grant: Grant): GrantedMethods => {
    const granted = <A extends unknown[], T>(method: (...args: A) => T) => {
      return async (...args: A): Promise<T> => {
        if (isRevoked(grant, this.settings(grant.clientId))) throw consentRequired(grant.scope);
        return method.apply(this, args);
      };
    };
    return {
      granted,
      readFrom: (kept) => (method) =>
        granted((...args) => kept.read(method.name, args, () => method.apply(this, args))),
    };
  };

  protected readonly documentStore = ({ granted, readFrom }: GrantedMethods): DocumentStore<Bodies> => {
    const read = readFrom(this.kept);
    return {
      saveDocument: granted(this.saveDocument) as DocumentStore<Bodies>['saveDocument'],
      findDocument: read(this.findDocument) as DocumentStore<Bodies>['findDocument'],
      listDocuments: read(this.listDocuments) as DocumentStore<Bodies>['listDocuments'],
    };
  };

  /** `kept` holds the counts of rows. */
  protected readonly rightsStore = (
    { granted, readFrom }: GrantedMethods,
    kept: KeptReads = this.kept,
  ): RightsStore<Counted, Settings> => ({
    address: this.#address(),
    withdraw: granted(this.withdraw),
    rowCounts: readFrom(kept)(this.rowCounts),
    issueTicket: granted(this.issueTicket),
    exportJson: granted(this.exportJson),
    // The consent itself, and a repeated erasure, which only its ticket allows.
    settings: async (clientId) => this.settings(clientId),
    erase: async (hash, writer) => this.erase(hash, writer),
  });

  /** See {@link DocumentStore}. */
  saveDocument<K extends keyof Bodies & string>(
    kind: K,
    write: DocumentWrite<Bodies[K]>,
    writer: Writer,
  ): SavedDocument<Bodies[K]> {
    return this.write(writer, () => this.documents.save(kind, write, writer));
  }

  /** See {@link DocumentStore}. */
  findDocument<K extends keyof Bodies & string>(kind: K, id: string): Document<Bodies[K]> | null {
    return this.documents.find(kind, id);
  }

  /** See {@link DocumentStore}. */
  listDocuments<K extends keyof Bodies & string>(kind: K, query: DocumentQuery): DocumentPage<Bodies[K]> {
    return this.documents.list(kind, query);
  }

  /** See {@link RightsStore}. */
  withdraw(scopes: readonly string[], writer: Writer): void {
    this.transaction(() => this.rights.withdraw(scopes, writer));
  }

  /** See {@link RightsStore}. */
  rowCounts(): Record<Counted, number> {
    return this.rights.rowCounts();
  }

  /** See {@link RightsStore}. */
  issueTicket(purpose: string, hash: string, expiresAtMs: number, { nowMs }: Writer): void {
    this.transaction(() => this.rights.issueTicket(purpose, hash, expiresAtMs, nowMs));
  }

  /** See {@link RightsStore}. */
  erase(hash: string, { nowMs }: Writer): Erasure<Counted> {
    return this.transaction(() => this.rights.erase(hash, nowMs));
  }

  /** See {@link RightsStore}. */
  exportJson(maxCharacters: number, nowMs: number, added?: AddedRows): string | null {
    return this.rights.exportJson(maxCharacters, nowMs, added);
  }

  /** Redeems an export link: `used` when that was done before, null when it is expired or unknown. The copy ends with `added`. */
  redeem(
    hash: string,
    format: ExportFormat,
    nowMs: number,
    added: AddedRows = {},
  ): ReadableStream<Uint8Array> | 'used' | null {
    const outcome = this.transaction(() => this.rights.redeemTicket('export', hash, nowMs));
    return outcome === 'redeemed' ? this.rights.exportStream(format, nowMs, added) : outcome;
  }
}
