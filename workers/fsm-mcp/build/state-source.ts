import type { SourceFile } from '@aisystant/mcp/content';
import type { FrontMatter } from './content-schema.ts';
import type { ListItem, Section } from './state-text.ts';

/** A parsed state file, not yet checked against the others. */
export type StateSource = {
  readonly file: SourceFile;
  readonly head: FrontMatter;
  /** Markdown after the front matter, trimmed, with documented tool ids. */
  readonly body: string;
  /** Text before the first section; must be empty. */
  readonly preamble: string;
  readonly sections: readonly Section[];
  readonly steps: readonly ListItem[];
  /** Without enclosing quotation marks. */
  readonly questions: readonly string[];
  readonly constraints: readonly string[];
};
