import path from 'node:path';
import { type Problem, parseYaml, readFolder, type SourceFile } from '@aisystant/mcp/content';
import { type Texts, TextsSchema } from '../src/domain/texts.ts';

/** Folder of the texts, from the root of the repository. */
export const CONTENT = 'workers/bitrix24-mcp/content';

const FILE = /^prompts_([a-z]{2})\.md$/;
const DATA = /^```yaml\n([\s\S]*?)^```$/m;

/** The texts of every language, or what is wrong with their files. */
export interface ReadTexts {
  readonly texts: { readonly [locale: string]: Texts };
  readonly problems: readonly Problem[];
}

/** Reads and checks `prompts_<locale>.md` of a repository, one file a language. */
export async function readTexts(root: string): Promise<ReadTexts> {
  const files = await readFolder(root, CONTENT, '.md');
  const read = files.map((file) => readFile(file));
  const texts = Object.fromEntries(read.flatMap(({ value }) => (value ? [[value.locale, value]] : [])));
  const problems = [...read.flatMap((each) => each.problems), ...placeProblems(texts)];
  return { problems, texts };
}

/** Places in braces that a language lacks or has more than the Russian texts: a value would be lost, or a brace shown. */
function placeProblems({ ru, ...others }: ReadTexts['texts']): readonly Problem[] {
  const expected = placesIn(ru);
  return Object.entries(others).flatMap(([locale, texts]) => {
    const found = placesIn(texts);
    const fields = [...new Set([...expected.keys(), ...found.keys()])];
    const wrong = fields.filter((field) => expected.get(field) !== found.get(field));
    const file = `${CONTENT}/prompts_${locale}.md`;
    return wrong.map((field) => ({
      file,
      field,
      message: `места в фигурных скобках — ${expected.get(field) ?? 'ни одного'}`,
    }));
  });
}

/** The places of each text, sorted, by the path of the text. */
function placesIn(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') {
    const places = [...new Set(value.match(/\{\w+\}/g))].toSorted().join(' ');
    return new Map(places === '' ? [] : [[path, places]]);
  }
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.flatMap(([name, each]) => [...placesIn(each, path === '' ? name : `${path}.${name}`)]));
}

function readFile(file: SourceFile): { readonly value: Texts | null; readonly problems: readonly Problem[] } {
  const wrong = (message: string, field: string | null = null) => ({
    value: null,
    problems: [{ file: file.path, field, message }],
  });
  const [, locale] = FILE.exec(path.basename(file.path)) ?? [];
  if (locale === undefined) return wrong('имя файла — prompts_<язык>.md, язык двумя буквами');
  const block = DATA.exec(file.text);
  if (block === null) return wrong('нет блока ```yaml с текстами');
  // The lines before the data are kept empty, so that a problem names the line of the file.
  const before = file.text.slice(0, block.index).split('\n');
  const parsed = parseYaml({ ...file, text: '\n'.repeat(before.length) + (block[1] ?? '') }, TextsSchema);
  if (parsed.value === null) return parsed;
  if (parsed.value.locale !== locale) return wrong(`язык ${parsed.value.locale} не тот, что в имени файла`, 'locale');
  return parsed;
}
