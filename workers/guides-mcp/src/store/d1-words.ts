import type { CorpusReader } from './corpus-reader.ts';
import type { CorpusStore, KnownWord } from './corpus-store.ts';
import { headOf } from './rows.ts';
import { type FoundRow, searchStatement } from './search-statement.ts';
import { wordIndex } from './table-names.ts';

/**
 * Reads the words of the corpus, and searches its pages by them. CROSS JOIN keeps SQLite's order: without statistics it would rather
 * read all words of the generation than look each asked one up.
 */
export function wordReads({
  catalogue,
  bound,
  generation,
  read,
  readTables,
  rows,
}: CorpusReader): Pick<CorpusStore, 'queryWords' | 'search' | 'similarWords' | 'beginsAWord'> {
  return {
    async queryWords(forms, stems) {
      const [{ synonyms }, [words = [], indexed = []]] = await Promise.all([
        catalogue(),
        read((current) => [
          bound(
            `SELECT form, stem, pages FROM json_each(?) AS asked CROSS JOIN word ON generation = ${current} AND form = asked.value`,
            JSON.stringify(forms),
          ),
          bound(
            `SELECT DISTINCT w.stem FROM (
               SELECT value AS stem FROM json_each(?1) UNION
               SELECT stem FROM json_each(?2) AS asked CROSS JOIN word ON generation = ${current} AND form = asked.value) AS asked
             CROSS JOIN word w INDEXED BY word_stem ON w.generation = ${current} AND w.stem = asked.stem AND w.pages > 0`,
            JSON.stringify(stems),
            JSON.stringify(forms),
          ),
        ]),
      ]);
      return {
        generation: await generation(),
        words: words as KnownWord[],
        synonyms,
        indexedStems: (indexed as { stem: string }[]).map(({ stem }) => stem),
      };
    },

    async search(query) {
      const [found = [], forms = []] = await readTables((id) => {
        const { sql, values } = searchStatement(id, query);
        return [
          bound(sql, ...values),
          bound(
            `SELECT form, stem, pages FROM json_each(?1) AS asked CROSS JOIN word INDEXED BY word_stem
               ON generation = ${id} AND stem = asked.value AND pages > 0
             UNION
             SELECT form, stem, pages FROM json_each(?2) AS root CROSS JOIN word INDEXED BY word_stem
               ON generation = ${id} AND stem >= root.value AND stem < (root.value || char(0x10ffff)) AND pages > 0`,
            JSON.stringify(query.stems),
            JSON.stringify(query.roots),
          ),
        ];
      });
      const matches = found as FoundRow[];
      return {
        pages: matches.map((row) => ({ ...headOf(row), text: row.text, score: row.score, isNear: row.is_near === 1 })),
        total: matches[0]?.total ?? 0,
        near: JSON.parse(matches[0]?.near ?? '[]'),
        forms: forms as KnownWord[],
      };
    },

    async similarWords(form, limit) {
      const parts = [...form].slice(0, -2).map((_, at) => `"${form.slice(at, at + 3)}"`);
      if (parts.length === 0) return [];
      const [found = []] = await readTables((id) => {
        const table = wordIndex(id);
        return [
          bound(
            `SELECT w.form, w.stem, w.pages FROM ${table} JOIN word w ON w.generation = ${id} AND w.form = ${table}.form
              WHERE ${table} MATCH ? AND length(${table}.form) BETWEEN ? AND ? ORDER BY rank LIMIT ?`,
            parts.join(' OR '),
            form.length - 2,
            form.length + 2,
            limit,
          ),
        ];
      });
      return found as KnownWord[];
    },

    async beginsAWord(form) {
      const found = await rows(
        (current) =>
          `SELECT 1 FROM word WHERE generation = ${current} AND form >= ?1 AND form < (?1 || char(0x10ffff)) AND pages > 0 LIMIT 1`,
        form,
      );
      return found.length > 0;
    },
  };
}
