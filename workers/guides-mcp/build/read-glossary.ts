import { formatProblem, type Problem, parseJson, type SourceFile } from '@aisystant/mcp/content';
import type { Term } from '../src/domain/corpus/model.ts';
import { Glossary } from './glossary.ts';

/** A glossary that is not as it should be; nothing was imported. */
class WrongGlossary extends Error {
  override readonly name = 'WrongGlossary';
  constructor(problems: readonly Problem[]) {
    super(['Словарь не прочитан, и ничего не изменено.', ...problems.map(formatProblem)].join('\n'));
  }
}

/** Reads a glossary: a JSON list of terms. Throws {@link WrongGlossary}, which names the file and each wrong field. */
export function readGlossary(file: SourceFile): readonly Term[] {
  const { value, problems } = parseJson(file, Glossary);
  if (value === null) throw new WrongGlossary(problems);
  const repeated = repeatedTerms(file, value);
  if (repeated.length > 0) throw new WrongGlossary(repeated);
  return value;
}

/** Of two entries with one name only the first would be found. */
function repeatedTerms({ path }: SourceFile, terms: readonly Term[]): readonly Problem[] {
  const names = terms.map(({ term }) => term.toLowerCase());
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (first === index) return [];
    return [{ file: path, field: `[${index}].term`, message: `«${name}» уже есть выше: [${first}].term` }];
  });
}
