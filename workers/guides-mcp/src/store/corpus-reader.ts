import { type Bound, boundOn, type Database } from '@aisystant/mcp/d1';
import { catalogueOf } from './catalogue.ts';
import { type GenerationReader, generationReader } from './generation-reader.ts';

/** Reads of one request, all of the same generation. */
export interface CorpusReader extends GenerationReader {
  readonly bound: Bound;
  /** The rows of one statement; `sql` gets the generation. */
  rows<Row>(sql: (generation: string) => string, ...values: readonly unknown[]): Promise<Row[]>;
  /** What is kept of the generation between requests. */
  catalogue(): ReturnType<typeof catalogueOf>;
}

/** Reads a database for one request. */
export function corpusReader(db: Database): CorpusReader {
  const reader = generationReader(db);
  const bound = boundOn(db);
  return {
    ...reader,
    bound,
    async rows<Row>(sql: (generation: string) => string, ...values: readonly unknown[]): Promise<Row[]> {
      const [found = []] = await reader.read((current) => [bound(sql(current), ...values)]);
      return found as Row[];
    },
    catalogue: () => catalogueOf(db, reader),
  };
}
