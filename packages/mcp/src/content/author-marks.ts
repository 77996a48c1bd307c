import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** What a text may have for its authors, and a reader or a model would take for a part of it. */
const MARKS = [
  [/^\s*(?:<{7}|>{7})(?: |$)/, 'след незаконченного слияния: оставьте одну из двух версий'],
  [/<!--/, 'заметка <!-- … --> останется в тексте, её увидят все: уберите её'],
] as const;

/** Finds marks that are for authors in a text that is given on as it is. */
export function authorMarks({ path: file, text }: SourceFile): readonly Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const [, what] = MARKS.find(([mark]) => mark.test(line)) ?? [];
    return what === undefined ? [] : [{ file, field: null, message: `строка ${index + 1}: ${what}` }];
  });
}
