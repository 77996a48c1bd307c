import type { Guide, Page, Section } from '../src/domain/corpus/model.ts';

/** A file of a folder that is imported. */
export interface SourceFile {
  /** Path below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A page as it is written: it has no id yet when its author gave it none. */
export interface ParsedPage extends Omit<Page, 'id'> {
  readonly id: string | null;
  /** File below the imported folder. */
  readonly source: string;
  /** Other names it is found by. */
  readonly aliases: readonly string[];
  /** The text with the links of its author, by which the page is recognised: an address changes with the page that it leads to. Default: the text. */
  readonly ownText?: string;
}

/** A file or a part of one that is not imported as a page, or otherwise than its author may think, and why, in Russian for authors. */
export interface Problem {
  readonly file: string;
  readonly reason: string;
}

/** What the files of a folder say, in the order of reading. */
export interface ParsedCorpus {
  readonly guides: readonly Guide[];
  readonly sections: readonly Section[];
  readonly pages: readonly ParsedPage[];
  /** What is not a page of its own. */
  readonly problems: readonly Problem[];
}
