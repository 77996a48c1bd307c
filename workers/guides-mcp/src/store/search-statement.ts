import type { IndexQuery, PageFilters } from './corpus-store.ts';
import { headIndex, pageIndex } from './database.ts';
import { PAGE } from './rows.ts';

/** Weights of title, concepts, section, headings and body. */
const PAGE_WEIGHTS = '6.0, 3.0, 1.5, 2.0, 1.0';
/** Weights of title and concepts in the table of their own, and of that table beside the other. */
const HEAD_WEIGHTS = '1.0, 0.5';
const HEAD_SHARE = 0.5;

/** A search: first the matches and their scores alone, then the filters, and the texts only of what is shown. */
export function searchStatement(generation: number, { match, ownWords, filters, limit, offset }: IndexQuery) {
  const [index, head] = [pageIndex(generation), headIndex(generation)];
  const { conditions, values } = conditionsOf(filters);
  const filtered =
    conditions.length === 0
      ? ''
      : `JOIN page p ON p.key = m.key JOIN guide g ON g.generation = p.generation AND g.slug = p.guide
         WHERE ${conditions.join(' AND ')}`;
  const sql = `
    WITH in_page AS MATERIALIZED (
      SELECT rowid AS key, bm25(${index}, ${PAGE_WEIGHTS}) AS score FROM ${index} WHERE ${index} MATCH ?1),
    in_head AS MATERIALIZED (
      SELECT rowid AS key, ${HEAD_SHARE} * bm25(${head}, ${HEAD_WEIGHTS}) AS score FROM ${head} WHERE ${head} MATCH ?2),
    matched AS (
      SELECT p.key, p.score + coalesce(h.score, 0) AS score FROM in_page p LEFT JOIN in_head h ON h.key = p.key),
    kept AS MATERIALIZED (
      SELECT m.key, m.score, count(*) OVER () AS total FROM matched m ${filtered} ORDER BY m.score, m.key LIMIT ? OFFSET ?)
    SELECT ${PAGE}, kept.score, kept.total FROM kept JOIN page p ON p.key = kept.key ORDER BY kept.score, kept.key`;
  return { sql, values: [match, ownWords, ...values, limit, offset] };
}

function conditionsOf({ guide, programme, stage, types, ids, currentOnly }: PageFilters) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: readonly unknown[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (guide !== undefined) add('p.guide = ?', guide);
  if (programme !== undefined) add('g.programme = ?', programme);
  if (types !== undefined) add('p.type IN (SELECT value FROM json_each(?))', JSON.stringify(types));
  if (ids !== undefined) add('p.id IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  if (currentOnly) add("p.status = 'current'");
  // A page without stages is for those of its guide; a guide without stages is for all.
  const stages = "CASE WHEN p.stages = '[]' THEN g.stages ELSE p.stages END";
  if (stage !== undefined)
    add(`(${stages} = '[]' OR EXISTS (SELECT 1 FROM json_each(${stages}) WHERE value = ?))`, stage);
  return { conditions, values };
}
