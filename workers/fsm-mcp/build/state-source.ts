import type { FrontMatter } from './content-schema.ts';
import type { SourceFile } from './content-source.ts';
import type { ListItem, Section } from './state-text.ts';

/** A state's file, understood but not yet checked against the rest. */
export type StateSource = {
  readonly file: SourceFile;
  readonly head: FrontMatter;
  /** The Markdown under the head, trimmed, with documented tool ids. */
  readonly body: string;
  /** Text before the first section; right when empty. */
  readonly preamble: string;
  readonly sections: readonly Section[];
  readonly steps: readonly ListItem[];
  /** Without the quotation marks around them. */
  readonly questions: readonly string[];
  readonly constraints: readonly string[];
};
