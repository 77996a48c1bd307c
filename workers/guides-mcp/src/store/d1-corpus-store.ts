import type { Database } from '@aisystant/mcp/d1';
import { corpusReader } from './corpus-reader.ts';
import type { CorpusStore } from './corpus-store.ts';
import { pageReads } from './d1-pages.ts';
import { termReads } from './d1-terms.ts';
import { wordReads } from './d1-words.ts';
import { type GenerationRow, generationOf } from './rows.ts';

/** Reads the corpus from D1, for one request: everything it gives is of the same generation. */
export function d1CorpusStore(db: Database): CorpusStore {
  const reader = corpusReader(db);
  const { generation, rows } = reader;
  return {
    generation,
    history: async (limit) =>
      (
        await rows<GenerationRow>(
          () => 'SELECT * FROM generation WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT ?',
          limit,
        )
      ).map(generationOf),
    ...pageReads(reader),
    ...wordReads(reader),
    ...termReads(reader),
  };
}
