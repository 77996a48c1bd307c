/** A statement of D1. */
export interface Statement {
  bind(...values: unknown[]): Statement;
}

/** The part of D1 that is used: the binding of a Worker has it, and the one that wrangler gives in Node. */
export interface Database {
  prepare(sql: string): Statement;
  /** Runs statements in one transaction. */
  batch<Row>(statements: Statement[]): Promise<{ results: Row[]; meta: { changes: number } }[]>;
}

/** Makes a statement with its values. */
export type Bound = (sql: string, ...values: readonly unknown[]) => Statement;

/** Makes statements of a database. */
export function boundOn(db: Database): Bound {
  return (sql, ...values) => db.prepare(sql).bind(...values);
}

/** Runs one statement and gives its rows. */
export async function rowsOf<Row>(db: Database, sql: string, ...values: readonly unknown[]): Promise<Row[]> {
  const [answer] = await db.batch<Row>([db.prepare(sql).bind(...values)]);
  return answer?.results ?? [];
}
