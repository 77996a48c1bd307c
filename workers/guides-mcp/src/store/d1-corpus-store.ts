import type { Database, Statement } from '@aisystant/mcp/d1';
import type { Section } from '../domain/corpus/model.ts';
import { catalogueOf } from './catalogue.ts';
import type { CorpusStore, KnownWord, Named, PageHead } from './corpus-store.ts';
import { generationReader } from './generation-reader.ts';
import {
  type GenerationRow,
  generationOf,
  HEAD,
  headOf,
  PAGE,
  type PageRow,
  pageOf,
  type TermRow,
  termOf,
} from './rows.ts';
import { type FoundRow, searchStatement } from './search-statement.ts';
import { wordIndex } from './table-names.ts';

/**
 * Reads the corpus from D1, for one request: everything it gives is of the same generation. CROSS JOIN keeps SQLite's order:
 * without statistics it would rather read all words of the generation than look each asked one up.
 */
export function d1CorpusStore(db: Database): CorpusStore {
  const reader = generationReader(db);
  const { read, readTables, generation } = reader;
  const bound = (sql: string, ...values: readonly unknown[]): Statement => db.prepare(sql).bind(...values);
  /** The rows of one statement; `sql` gets the generation. */
  const rows = async <Row>(sql: (generation: string) => string, ...values: readonly unknown[]): Promise<Row[]> => {
    const [found = []] = await read((current) => [bound(sql(current), ...values)]);
    return found as Row[];
  };
  const json = (values: readonly string[]) => JSON.stringify(values);

  return {
    generation,
    history: async (limit) =>
      (
        await rows<GenerationRow>(
          () => 'SELECT * FROM generation WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT ?',
          limit,
        )
      ).map(generationOf),

    guides: async () => (await catalogueOf(db, reader)).guides,

    sections: (guide) =>
      rows<Section>(
        (current) =>
          `SELECT guide, slug, number, title FROM section WHERE generation = ${current} AND guide = ? ORDER BY n`,
        guide,
      ),

    heads: async (guide) =>
      (
        await rows<PageRow>(
          (current) => `SELECT ${HEAD}, p.facts FROM page p WHERE generation = ${current} AND guide = ? ORDER BY n`,
          guide,
        )
      ).map(headOf),

    async headsById(ids) {
      const found = await rows<PageRow>(
        (current) =>
          `SELECT ${HEAD}, p.facts FROM page p WHERE generation = ${current} AND id IN (SELECT value FROM json_each(?))`,
        json(ids),
      );
      const byId = new Map(found.map((row) => [row.id, headOf(row)]));
      return ids.map((id) => byId.get(id)).filter((head): head is PageHead => head !== undefined);
    },

    async named(names) {
      const found = await rows<Named & { readonly name: string }>(
        (current) =>
          `SELECT name, kind, target FROM alias WHERE generation = ${current} AND name IN (SELECT value FROM json_each(?))`,
        json(names),
      );
      const [first] = names.flatMap((name) => found.filter((row) => row.name === name));
      return first ? { kind: first.kind, target: first.target } : null;
    },

    async page(id) {
      const [row] = await rows<PageRow>(
        (current) => `SELECT ${PAGE} FROM page p WHERE generation = ${current} AND id = ?`,
        id,
      );
      return row ? pageOf(row) : null;
    },

    pagesBetween: async (from, to, limit) =>
      (
        await rows<PageRow>(
          (current) =>
            `SELECT ${PAGE} FROM page p WHERE generation = ${current} AND n BETWEEN ? AND ? ORDER BY n LIMIT ?`,
          from,
          to,
          limit,
        )
      ).map(pageOf),

    async queryWords(forms, stems) {
      const [{ synonyms }, [words = [], indexed = []]] = await Promise.all([
        catalogueOf(db, reader),
        read((current) => [
          bound(
            `SELECT form, stem, pages FROM json_each(?) AS asked CROSS JOIN word ON generation = ${current} AND form = asked.value`,
            json(forms),
          ),
          bound(
            `SELECT DISTINCT w.stem FROM (
               SELECT value AS stem FROM json_each(?1) UNION
               SELECT stem FROM json_each(?2) AS asked CROSS JOIN word ON generation = ${current} AND form = asked.value) AS asked
             CROSS JOIN word w INDEXED BY word_stem ON w.generation = ${current} AND w.stem = asked.stem AND w.pages > 0`,
            json(stems),
            json(forms),
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
            json(query.stems),
            json(query.roots),
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
        json(stems),
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
