import { type IndexQuery, MOST_NEAR, type Near, type PageFilters } from './corpus-store.ts';
import { type PageRow, SEARCHED_PAGE } from './rows.ts';
import { headIndex, keyIn, pageIndex } from './table-names.ts';

/** Weights of title, concepts, section, headings, body and what people come with. */
const PAGE_WEIGHTS = '6.0, 3.0, 1.5, 2.0, 1.0, 2.0';
/** Weights of title, concepts and what people come with in the table of their own, and of that table beside the other. */
const HEAD_WEIGHTS = '1.0, 0.5, 0.5';
const HEAD_SHARE = 0.5;

/** Reciprocal rank fusion: a page at place r of a list gets weight / (60 + r); Cormack, Clarke, Büttcher, SIGIR 2009. */
const RRF = 60;
/** Weight of a place in the order of meaning beside one in the order of words. */
const NEAR_WEIGHT = 1;

/** A row of a search. */
export type FoundRow = Omit<PageRow, 'answers'> & {
  readonly score: number;
  readonly total: number;
  readonly is_near: 0 | 1;
  /** JSON: places of all pages that are near, best first. */
  readonly near: string;
};

/** A search: first the matches and their scores alone, then the filters, and the texts only of what is shown. */
export function searchStatement(generation: number, query: IndexQuery) {
  const { match, ownWords, filters, near, limit, offset } = query;
  const [index, head] = [pageIndex(generation), headIndex(generation)];
  const values: unknown[] = [match, ownWords, limit, offset];
  const given = (value: unknown) => `?${values.push(value)}`;
  const filtered = filterOf(filters, given);
  const order =
    (near.of === 'passages' ? near.ids : near.places).length === 0
      ? wordOrder(filtered)
      : fusedOrder(filtered, nearPages(generation, near, given));
  const sql = `
    WITH in_page AS MATERIALIZED (
      SELECT rowid AS key, bm25(${index}, ${PAGE_WEIGHTS}) AS score FROM ${index} WHERE ${index} MATCH ?1),
    in_head AS MATERIALIZED (
      SELECT rowid AS key, ${HEAD_SHARE} * bm25(${head}, ${HEAD_WEIGHTS}) AS score FROM ${head} WHERE ${head} MATCH ?2),
    matched AS (
      SELECT p.key, p.score + coalesce(h.score, 0) AS score FROM in_page p LEFT JOIN in_head h ON h.key = p.key),
    ${order}
    SELECT ${SEARCHED_PAGE}, kept.score, kept.total, kept.is_near, kept.near
      FROM kept JOIN page p ON p.key = kept.key ORDER BY kept.score, kept.key`;
  return { sql, values };
}

/** Pages by their words alone. */
function wordOrder(filtered: string): string {
  return `kept AS MATERIALIZED (
      SELECT m.key, m.score, count(*) OVER () AS total, 0 AS is_near, '[]' AS near
        FROM matched m ${filtered} ORDER BY m.score, m.key LIMIT ?3 OFFSET ?4)`;
}

/** Pages by their places in both orders; the filters hold for either. */
function fusedOrder(filtered: string, near: string): string {
  return `by_words AS (
      SELECT m.key, row_number() OVER (ORDER BY m.score, m.key) AS place FROM matched m ${filtered}),
    near AS MATERIALIZED (
      SELECT m.key, p.n, row_number() OVER (ORDER BY m.place, m.key) AS place
        FROM (${near}) m ${filtered === '' ? 'JOIN page p ON p.key = m.key' : filtered} ORDER BY place LIMIT ${MOST_NEAR}),
    fused AS (
      SELECT key, sum(share) AS share, max(is_near) AS is_near FROM (
        SELECT key, 1.0 / (${RRF} + place) AS share, 0 AS is_near FROM by_words UNION ALL
        SELECT key, ${NEAR_WEIGHT.toFixed(1)} / (${RRF} + place), 1 FROM near) GROUP BY key),
    kept AS MATERIALIZED (
      SELECT key, -1000 * share AS score, count(*) OVER () AS total, is_near,
        (SELECT json_group_array(n) FROM (SELECT n FROM near ORDER BY place)) AS near
        FROM fused ORDER BY share DESC, key LIMIT ?3 OFFSET ?4)`;
}

/** The keys of the pages that are near, each at its best place. */
function nearPages(generation: number, near: Near, given: (value: unknown) => string): string {
  if (near.of === 'pages') {
    return `SELECT ${keyIn(generation, 0)} + value AS key, key AS place FROM json_each(${given(JSON.stringify(near.places))})`;
  }
  return `SELECT v.page AS key, min(asked.key) AS place FROM json_each(${given(JSON.stringify(near.ids))}) AS asked
    CROSS JOIN vector v ON v.generation = ${generation} AND v.id = asked.value GROUP BY v.page`;
}

/** Joins what a filter asks of to the matches `m`. */
function filterOf(
  { guide, programme, stage, types, ids, currentOnly }: PageFilters,
  given: (value: unknown) => string,
): string {
  const conditions: string[] = [];
  if (guide !== undefined) conditions.push(`p.guide = ${given(guide)}`);
  if (programme !== undefined) conditions.push(`g.programme = ${given(programme)}`);
  if (types !== undefined) conditions.push(`p.type IN (SELECT value FROM json_each(${given(JSON.stringify(types))}))`);
  if (ids !== undefined) conditions.push(`p.id IN (SELECT value FROM json_each(${given(JSON.stringify(ids))}))`);
  if (currentOnly) conditions.push("p.status = 'current'");
  // A page without stages is for those of its guide; a guide without stages is for all.
  const stages = "CASE WHEN p.stages = '[]' THEN g.stages ELSE p.stages END";
  if (stage !== undefined) {
    conditions.push(`(${stages} = '[]' OR EXISTS (SELECT 1 FROM json_each(${stages}) WHERE value = ${given(stage)}))`);
  }
  if (conditions.length === 0) return '';
  return `JOIN page p ON p.key = m.key JOIN guide g ON g.generation = p.generation AND g.slug = p.guide
         WHERE ${conditions.join(' AND ')}`;
}
