import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** What a line may have for authors, and what is said of it. */
type Mark = readonly [pattern: RegExp, message: string];

const MERGE: Mark = [/^\s*(?:<{7}|>{7})(?: |$)/, 'след незаконченного слияния: оставьте одну из двух версий'];
const NOTE: Mark = [/<!--/, 'заметка <!-- … --> останется в тексте, её увидят все: уберите её'];

/** Finds marks that are for authors in a text that is given on as it is: a reader or a model would take them for a part of it. */
export const authorMarks = (file: SourceFile): readonly Problem[] => marksIn(file, [MERGE, NOTE]);

/** Finds the lines of a merge that was not finished in a text whose notes are left out. */
export const mergeMarks = (file: SourceFile): readonly Problem[] => marksIn(file, [MERGE]);

function marksIn({ path: file, text }: SourceFile, marks: readonly Mark[]): readonly Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const [, message] = marks.find(([pattern]) => pattern.test(line)) ?? [];
    return message === undefined ? [] : [{ file, field: null, message: `строка ${index + 1}: ${message}` }];
  });
}
