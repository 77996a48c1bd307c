import { indexText, stemOfCommon } from '@aisystant/search';
import type { WordQuery } from './search-store.ts';

/** Begins every token of a workspace in the index. Two workspaces with one mark only make a search slower: rows decide. */
export function markOf(workspace: string): string {
  return workspace.slice(0, 8);
}

/** A text as the index of a workspace holds it. */
export function indexedWords(workspace: string, text: string | null): string {
  const mark = markOf(workspace);
  return indexText(text ?? '', (form) => mark + stemOfCommon(form));
}

/**
 * A comment as the index holds it among the others of its entity; empty when it has no words, since two bars are also where
 * two comments meet.
 */
export function indexedComment(workspace: string, content: string): string {
  const words = indexedWords(workspace, content);
  return words === '' ? '' : `|${words}|`;
}

/** Most characters of the comments of an entity in the index: a row of the database has 2 MB at most, also in scripts of four bytes. */
export const COMMENTS_CHARACTERS = 400_000;

/** The words of the newest of some comments, oldest first, as many as the index holds: a bound text has 2 MB at most, too. */
export function indexedComments(workspace: string, contents: readonly string[]): string {
  let words = '';
  for (const content of contents.toReversed()) {
    const indexed = indexedComment(workspace, content);
    if (words.length + indexed.length > COMMENTS_CHARACTERS) break;
    words = indexed + words;
  }
  return words;
}

/** The comments of an entity as an expression of SQL leaves them: of very many the newest, each whole. */
export function newestComments(expression: string): string {
  const end = `substr(words, -${COMMENTS_CHARACTERS})`;
  return `(SELECT iif(length(words) <= ${COMMENTS_CHARACTERS}, words, substr(${end}, instr(${end}, '||') + 1))
    FROM (SELECT ${expression} AS words))`;
}

/** The expression of FTS5 that finds words in a workspace; every token is quoted. */
export function matchExpression(workspace: string, { terms, match, inTitle = false }: WordQuery): string {
  const mark = markOf(workspace);
  const words = terms.map(({ token, beginning }) =>
    beginning === null ? `"${mark}${token}"` : `("${mark}${token}" OR "${mark}${beginning}"*)`,
  );
  const all = words.join(match === 'all' ? ' AND ' : ' OR ');
  return inTitle ? `{title reference} : (${all})` : all;
}
