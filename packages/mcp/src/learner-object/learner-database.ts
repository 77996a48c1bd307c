import { migrate } from './migrate.ts';

/** Statements that make the indexes of a table, by the table: `create index if not exists …`, as the steps make them. */
export type TableIndexes = { readonly [table: string]: readonly string[] };

/** How a database comes to its newest schema. */
export interface Schema {
  /** Steps, in order. A released one is never changed. */
  readonly steps: readonly string[];
  /** What {@link LearnerDatabase.indexFirstRow} makes; the steps make it too. */
  readonly laterIndexes: TableIndexes;
}

/**
 * The SQL database of one learner's object. Its tables are made by the first statement or transaction and not with the object:
 * a first write commits them together with its rows, which is one commit of two.
 */
export class LearnerDatabase {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #schema: Schema;
  #isReady = false;

  constructor(storage: DurableObjectStorage, schema: Schema) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#schema = schema;
  }

  /** Runs a statement, see `SqlStorage.exec`. One that writes belongs into a {@link transaction}. */
  exec<Row extends Record<string, SqlStorageValue>>(
    query: string,
    ...values: SqlStorageValue[]
  ): SqlStorageCursor<Row> {
    this.#prepare();
    return this.#sql.exec<Row>(query, ...values);
  }

  /** Runs writes in one transaction, which ends with what `run` throws. */
  transaction<T>(run: () => T): T {
    this.#prepare();
    return this.#storage.transactionSync(run);
  }

  /**
   * Makes the indexes of a table before its first row, in the transaction of that row: most learners never have a row in most
   * tables, and each index is a page to make and to keep.
   */
  indexFirstRow(table: string): void {
    const statements = this.#schema.laterIndexes[table] ?? [];
    if (statements.length === 0 || this.exec(`select 1 from ${table} limit 1`).toArray().length > 0) return;
    for (const statement of statements) this.exec(statement);
  }

  #prepare(): void {
    if (this.#isReady) return;
    migrate(this.#storage, this.#schema.steps, Object.keys(this.#schema.laterIndexes));
    this.#isReady = true;
  }
}
