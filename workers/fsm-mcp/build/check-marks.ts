import type { Problem, SourceFile } from '@aisystant/mcp/content';
import type { ContentSource } from './content-source.ts';

/** What a text may have for its authors, and a model would take for a part of it. */
const MARKS = [
  [/^(?:<{7}|>{7})(?: |$)/, 'след незаконченного слияния: оставьте одну из двух версий'],
  [/<!--/, 'заметка <!-- … --> уходит модели вместе с текстом: уберите её'],
] as const;

/** Finds marks that are for authors in the texts that the model gets as they are. */
export function checkMarks({ baseRules, consent, templates, states }: ContentSource): readonly Problem[] {
  return [baseRules, consent, ...templates, ...states].flatMap(marksIn);
}

function marksIn({ path: file, text }: SourceFile): readonly Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const [, what] = MARKS.find(([mark]) => mark.test(line)) ?? [];
    return what === undefined ? [] : [{ file, field: null, message: `строка ${index + 1}: ${what}` }];
  });
}
