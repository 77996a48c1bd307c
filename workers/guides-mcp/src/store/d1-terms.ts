import type { CorpusReader } from './corpus-reader.ts';
import type { CorpusStore } from './corpus-store.ts';
import { type TermRow, termOf } from './rows.ts';

/** Reads the terms of the glossary and of the pages. */
export function termReads({ rows }: CorpusReader): Pick<CorpusStore, 'term' | 'termsLike' | 'terms'> {
  return {
    async term(key) {
      const [row] = await rows<TermRow>(
        (current) => `SELECT facts FROM term WHERE generation = ${current} AND key = ?`,
        key,
      );
      return row ? termOf(row) : null;
    },

    async termsLike(stems, limit) {
      const found = await rows<{ term: string }>(
        (current) => `SELECT t.term FROM term t JOIN json_each(?) AS asked
          ON asked.value <> '' AND instr(' ' || t.key || ' ', ' ' || asked.value || ' ') > 0
          WHERE t.generation = ${current} GROUP BY t.term ORDER BY length(t.term), t.term LIMIT ?`,
        JSON.stringify(stems),
        limit,
      );
      return found.map(({ term }) => term);
    },

    terms: async (limit) =>
      (
        await rows<TermRow>(
          (current) =>
            `SELECT min(facts) AS facts FROM term WHERE generation = ${current} GROUP BY term ORDER BY max(listed) DESC, term LIMIT ?`,
          limit,
        )
      ).map(termOf),
  };
}
