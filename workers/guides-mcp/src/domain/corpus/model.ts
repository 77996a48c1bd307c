/** What kind of page it is. */
export const PAGE_TYPES = ['text', 'case', 'modeling', 'table', 'checklist', 'questions', 'assignment'] as const;
/** What kind of page it is. */
export type PageType = (typeof PAGE_TYPES)[number];

/** How far a page is: what its author says, or `archived` for an older version that is kept for its links. */
export const PAGE_STATUSES = ['current', 'pending-review', 'draft', 'archived'] as const;
/** How far a page is. */
export type PageStatus = (typeof PAGE_STATUSES)[number];

/** A guide. */
export interface Guide {
  /** Short name in addresses, unique in the corpus: `ritm-uchenika`. */
  readonly slug: string;
  /** Permanent code, `X1`, or the code of the course in the LMS; null when it has none. */
  readonly code: string | null;
  readonly title: string;
  /** Short name of the programme: `personal`. */
  readonly programme: string;
  /** For whom it is, in the author's words; null when the author does not say. */
  readonly level: string | null;
  /** Stages of a learner it is written for, 1–5; empty for all. */
  readonly stages: readonly number[];
  readonly lang: string;
}

/** A section of a guide. */
export interface Section {
  readonly guide: string;
  /** Short name in addresses, unique in the guide. */
  readonly slug: string;
  /** Permanent number, `X1.2`; null when the format has none. */
  readonly number: string | null;
  readonly title: string;
}

/** A page: the unit of reading. */
export interface Page {
  /** Permanent: the number or id that its author gave, else the first path it ever had. */
  readonly id: string;
  /** Where it is now: guide, section and page, `ritm-uchenika/x1.2/3`. */
  readonly path: string;
  readonly guide: string;
  readonly section: string;
  /** Permanent number, `X1.2:3`; null when the format has none. */
  readonly number: string | null;
  readonly title: string;
  readonly type: PageType;
  readonly status: PageStatus;
  /** Stages it is written for, 1–5; empty for those of its guide. */
  readonly stages: readonly number[];
  /** Concepts that the page explains. */
  readonly introduces: readonly string[];
  /** Concepts that it takes as known. */
  readonly uses: readonly string[];
  /** Names of the pages to read before. */
  readonly prerequisites: readonly string[];
  /** What a reader can do afterwards. */
  readonly canDo: readonly string[];
  /** With what words and complaints people come to it, as its author expects. Searched, and never shown. */
  readonly asked: readonly string[];
  readonly readingMinutes: number;
  readonly practiceMinutes: number;
  /** Headings below the title, in order. */
  readonly headings: readonly string[];
  /** Markdown without front matter, answers and footnotes. */
  readonly text: string;
  /** Answers to its exercises, Markdown; empty when it has none. Never searched. */
  readonly answers: string;
  /** Texts of the footnotes by their marks. */
  readonly footnotes: { readonly [mark: string]: string };
}

/** A term of the glossary. */
export interface Term {
  readonly term: string;
  /** Other words that learners use for it, in any language. */
  readonly synonyms: readonly string[];
  /** One sentence; null where the pages explain it. */
  readonly definition: string | null;
  /** Whether texts should use it. */
  readonly status: 'active' | 'deprecated';
  /** What it is often mistaken for; null when nothing is known. */
  readonly misconception: string | null;
  /** Ids of the pages that explain it, besides those that say so themselves. */
  readonly pages: readonly string[];
}
