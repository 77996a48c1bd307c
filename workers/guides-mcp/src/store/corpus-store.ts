import type { Guide, Page, Section, Term } from '../domain/corpus/model.ts';

/** What a generation has, and what it changed of the one before. */
export interface GenerationCounts {
  readonly pages: number;
  readonly added: number;
  readonly changed: number;
  readonly moved: number;
  readonly removed: number;
  /** Passages that can be found by meaning; 0 when it was imported by words alone. */
  readonly vectors: number;
}

/** A generation of the corpus that readers see. */
export interface Generation extends GenerationCounts {
  readonly id: number;
  /** When it was imported, ISO 8601. */
  readonly importedAt: string;
  /** Digest of everything in it. */
  readonly digest: string;
}

/** What every read of a page gives. */
interface Stored {
  /** Place in the whole corpus, in the order of reading. */
  readonly n: number;
  readonly characters: number;
  /** Changes with the words of the text. */
  readonly digest: string;
  /** Title of its section; its short name where it has none. */
  readonly sectionTitle: string;
}

/** A page without its text. */
export type PageHead = Stored & Omit<Page, 'text' | 'answers'>;

/** A page with its text. */
export type StoredPage = Stored & Page;

/** What a name means. */
export interface Named {
  readonly kind: 'page' | 'section' | 'guide';
  /** Id of the page, path of the section, slug of the guide. */
  readonly target: string;
}

/** A word of a query as the index knows it. */
export interface KnownWord {
  readonly form: string;
  readonly stem: string;
  /** On how many pages it is; 0 for a form that only the dictionary knows. */
  readonly pages: number;
}

/** One name of a term. */
export interface SynonymKey {
  /** The stems of its words, joined by spaces. */
  readonly key: string;
  /** Groups the names of one term. */
  readonly term: string;
}

/** What is needed to understand a query. */
export interface QueryWords {
  readonly generation: Generation;
  readonly words: readonly KnownWord[];
  readonly synonyms: readonly SynonymKey[];
  /** Those of the asked stems, and of the stems of the words, that are on a page. */
  readonly indexedStems: readonly string[];
}

/** Which pages are searched. */
export interface PageFilters {
  readonly guide?: string | undefined;
  readonly programme?: string | undefined;
  /** Stage of a learner, 1–5. */
  readonly stage?: number | undefined;
  readonly types?: readonly string[] | undefined;
  /** These pages only. */
  readonly ids?: readonly string[] | undefined;
  /** Without drafts and older versions. */
  readonly currentOnly: boolean;
}

/** A search of the index. */
export interface IndexQuery {
  /** Expression of FTS5. */
  readonly match: string;
  /** The same without other names of what is asked: a title that has the asked words themselves is before one that has those. */
  readonly ownWords: string;
  /** Stems whose word forms are asked for, to find them in the texts. */
  readonly stems: readonly string[];
  /** Beginnings of stems whose word forms are asked for too. */
  readonly roots: readonly string[];
  readonly filters: PageFilters;
  readonly near: Near;
  readonly limit: number;
  readonly offset: number;
}

/** What is near a query in meaning, best first: passages by the ids of their vectors, or places of pages in the corpus. */
export type Near =
  | { readonly of: 'passages'; readonly ids: readonly string[] }
  | { readonly of: 'pages'; readonly places: readonly number[] };

/** Nothing is near: words alone count. */
export const NOTHING_NEAR: Near = { of: 'passages', ids: [] };

/** Pages near in meaning that take part in the order of results: so many fit into a cursor, and a reader looks at no more. */
export const MOST_NEAR = 20;

/** A page as a search has it: without its answers. */
export type SearchedPage = Omit<StoredPage, 'answers'>;

/** A page that the index found. */
export type IndexedPage = SearchedPage & {
  /** Smaller is better. */
  readonly score: number;
  /** Whether it is among those that are near in meaning. */
  readonly isNear: boolean;
};

/** What the index found. */
export interface IndexAnswer {
  readonly pages: readonly IndexedPage[];
  readonly total: number;
  /** Places of the pages that are near in meaning and pass the filters, best first. */
  readonly near: readonly number[];
  /** Word forms of the asked stems and roots that are on a page. */
  readonly forms: readonly KnownWord[];
}

/** A term with its pages. */
export interface StoredTerm extends Term {
  readonly introducedOn: readonly string[];
  readonly usedOn: readonly string[];
}

/** The corpus of guides, for one request: all it gives is of one generation. Throws `UNAVAILABLE` when there is none yet. */
export interface CorpusStore {
  generation(): Promise<Generation>;
  /** Finished imports, newest first. */
  history(limit: number): Promise<readonly Generation[]>;
  guides(): Promise<readonly (Guide & GuideCounts)[]>;
  /** Sections of a guide in order. */
  sections(guide: string): Promise<readonly Section[]>;
  /** Pages of a guide in order. */
  heads(guide: string): Promise<readonly PageHead[]>;
  /** Pages by their ids, in the order of the ids; unknown ones are left out. */
  headsById(ids: readonly string[]): Promise<readonly PageHead[]>;
  /** What the first known of these names means; null when none is known. */
  named(names: readonly string[]): Promise<Named | null>;
  /** The page with an id; null when there is none. */
  page(id: string): Promise<StoredPage | null>;
  /** Pages with text from place `from` to place `to` of the corpus, at most `limit`. */
  pagesBetween(from: number, to: number, limit: number): Promise<readonly StoredPage[]>;
  /** `stems` are those of the forms by the stemmer. */
  queryWords(forms: readonly string[], stems: readonly string[]): Promise<QueryWords>;
  search(query: IndexQuery): Promise<IndexAnswer>;
  /** Words of the corpus that share groups of three letters with a word and are about as long, the most alike first. */
  similarWords(form: string, limit: number): Promise<readonly KnownWord[]>;
  /** Whether a word of the corpus begins so. */
  beginsAWord(form: string): Promise<boolean>;
  /** The term with a key; null when there is none. */
  term(key: string): Promise<StoredTerm | null>;
  /** Terms whose names have any of these stems, those with the shortest names first. */
  termsLike(stems: readonly string[], limit: number): Promise<readonly string[]>;
  /** Terms, those of the glossary first. */
  terms(limit: number): Promise<readonly StoredTerm[]>;
}

/** What a guide has. */
export interface GuideCounts {
  readonly sections: number;
  readonly pages: number;
  readonly drafts: number;
  readonly readingMinutes: number;
}
