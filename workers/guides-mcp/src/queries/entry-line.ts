import { numberedTitle } from '../domain/corpus/citation.ts';
import type { Entry } from './contents.ts';
import { statusWords } from './page-line.ts';

/** A line of a table of contents, for a reader. */
export function entryLine({ depth, kind, id, number, title, status }: Entry): string {
  const name = kind === 'heading' ? title : numberedTitle({ number, title });
  return `${'  '.repeat(depth - 1)}- ${name}${statusWords(status ?? '')}${kind === 'page' && id !== number ? ` [${id}]` : ''}`;
}
