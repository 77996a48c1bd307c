import type { Database, Statement } from '@aisystant/mcp/d1';

/** Makes a statement with its values. */
export type Bound = (sql: string, ...values: readonly unknown[]) => Statement;

/** Makes statements of a database. */
export function boundOn(db: Database): Bound {
  return (sql, ...values) => db.prepare(sql).bind(...values);
}

/** The first rows of several queries, in their order. */
export async function firstOf<Row>(db: Database, limit: number, queries: Statement[]): Promise<readonly Row[]> {
  const answers = await db.batch<Row>(queries);
  return answers.flatMap(({ results }) => results).slice(0, limit);
}
