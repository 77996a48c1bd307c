import type { Section } from '../domain/corpus/model.ts';
import type { CorpusReader } from './corpus-reader.ts';
import type { CorpusStore, Named, PageHead } from './corpus-store.ts';
import { HEAD, headOf, PAGE, type PageRow, pageOf } from './rows.ts';

/** Reads the guides, their sections and their pages. */
export function pageReads({
  catalogue,
  rows,
}: CorpusReader): Pick<CorpusStore, 'guides' | 'sections' | 'heads' | 'headsById' | 'named' | 'page' | 'pagesBetween'> {
  return {
    guides: async () => (await catalogue()).guides,

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
        JSON.stringify(ids),
      );
      const byId = new Map(found.map((row) => [row.id, headOf(row)]));
      return ids.map((id) => byId.get(id)).filter((head): head is PageHead => head !== undefined);
    },

    async named(names) {
      const found = await rows<Named & { readonly name: string }>(
        (current) =>
          `SELECT name, kind, target FROM alias WHERE generation = ${current} AND name IN (SELECT value FROM json_each(?))`,
        JSON.stringify(names),
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
  };
}
