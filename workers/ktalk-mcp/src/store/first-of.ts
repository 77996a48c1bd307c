import type { Database, Statement } from '@aisystant/mcp/d1';

/** The first rows of several queries, in their order. */
export async function firstOf<Row>(db: Database, limit: number, queries: Statement[]): Promise<readonly Row[]> {
  const answers = await db.batch<Row>(queries);
  return answers.flatMap(({ results }) => results).slice(0, limit);
}
