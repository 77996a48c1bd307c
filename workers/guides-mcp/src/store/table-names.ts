/** Key of the n-th page of a generation. */
export const keyIn = (generation: number, n: number) => generation * 1_000_000 + n;
/** The full-text table of the pages of a generation; its rowid is the key of the page. */
export const pageIndex = (generation: number) => `page_fts_${generation}`;
/**
 * The full-text table of the titles, concepts and askings of a generation, by the same keys. FTS5 sums the weighted occurrences of all
 * columns before it saturates them, and counts the length of the whole row: in the table of the pages a title hardly counts
 * against a long page that has its words often.
 */
export const headIndex = (generation: number) => `head_fts_${generation}`;
/** The full-text table of the words of a generation, by their three-letter parts, for misspelt words. */
export const wordIndex = (generation: number) => `word_fts_${generation}`;
