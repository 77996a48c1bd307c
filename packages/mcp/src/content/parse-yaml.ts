import { type Document, isAlias, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { ru } from 'zod/locales';
import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** A parsed value, or the problems. */
export type ParseResult<Value> =
  | { readonly value: Value; readonly problems: readonly [] }
  | { readonly value: null; readonly problems: readonly Problem[] };

/** Parses YAML, and so JSON, and validates it against a schema. Problems name the path of the field. */
export function parseYaml<Schema extends z.ZodType>(file: SourceFile, schema: Schema): ParseResult<z.infer<Schema>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  if (document.errors.length > 0) {
    // One mistake makes several errors at its place.
    const lines = new Set(document.errors.map(({ linePos }) => linePos?.[0].line));
    return { value: null, problems: [...lines].map((line) => syntaxProblem(file, line)) };
  }
  const problems = misreadTexts(document, lineCounter).map((message) => ({ file: file.path, field: null, message }));
  if (problems.length > 0) return { value: null, problems };
  return validated(file, document.toJS() ?? {}, schema);
}

/** The same for JSON that a program wrote: the parser of YAML takes fifty times as long for a contract. */
export function parseJson<Schema extends z.ZodType>(file: SourceFile, schema: Schema): ParseResult<z.infer<Schema>> {
  try {
    return validated(file, JSON.parse(file.text), schema);
  } catch {
    return parseYaml(file, schema);
  }
}

function validated<Schema extends z.ZodType>(
  file: SourceFile,
  value: unknown,
  schema: Schema,
): ParseResult<z.infer<Schema>> {
  const result = schema.safeParse(value, { error: russianMessage });
  if (result.success) return { value: result.data, problems: [] };
  return { value: null, problems: result.error.issues.flatMap((issue) => issueProblems(file, issue)) };
}

/** Texts that their author did not mean as YAML reads them: «*Важное» is an alias, and «задача #3» ends before a comment. */
function misreadTexts(document: Document, lineCounter: LineCounter): readonly string[] {
  const messages: string[] = [];
  visit(document, (_, node) => {
    if (!isAlias(node) && !isScalar(node)) return;
    const { line } = lineCounter.linePos(node.range?.[0] ?? 0);
    if (isAlias(node) && node.resolve(document) === undefined)
      messages.push(`строка ${line}: текст начинается с «*»: возьмите его в кавычки`);
    // A comment is written with a space after its mark.
    if (isScalar(node) && /^[^\s#]/.test(node.comment ?? ''))
      messages.push(`строка ${line}: всё после « #» пропадёт: возьмите текст в кавычки`);
  });
  return messages;
}

function syntaxProblem({ path }: SourceFile, line: number | undefined): Problem {
  const where = line === undefined ? '' : ` около строки ${line}`;
  const [form, signs] = path.endsWith('.json') ? ['JSON', 'запятые, скобки, кавычки'] : ['YAML', 'отступы, кавычки'];
  return {
    file: path,
    field: null,
    message: `не удалось прочитать ${form}${where}: проверьте ${signs} и повторы полей`,
  };
}

function issueProblems({ path: file }: SourceFile, issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ file, field: fieldPath([...issue.path, key]), message: 'такого поля нет' }));
  }
  const field = issue.path.length === 0 ? null : fieldPath(issue.path);
  // What is wrong with a name of a field is said of the name, not of the record.
  if (issue.code === 'invalid_key') {
    return issue.issues.map(({ message }) => ({ file, field, message: `имя поля ${message}` }));
  }
  return [{ file, field, message: issue.message }];
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((written, part) => {
    if (typeof part === 'number') return `${written}[${part}]`;
    return written === '' ? String(part) : `${written}.${String(part)}`;
  }, '');
}

const russian = ru().localeError;

const TYPES: Readonly<Partial<Record<string, string>>> = {
  string: 'нужен текст',
  number: 'нужно число',
  int: 'нужно целое число',
  boolean: 'нужно true или false',
  array: 'нужен список',
  object: 'нужны вложенные поля',
  record: 'нужны вложенные поля',
};

const russianMessage: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'обязательное поле, его нет';
  return (issue.code === 'invalid_type' ? TYPES[issue.expected] : undefined) ?? russian(issue);
};
