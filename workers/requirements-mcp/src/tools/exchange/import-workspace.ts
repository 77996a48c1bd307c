import { cut, idempotencyKeyOf, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { EXCHANGE_FORMAT } from '../../domain/exchange/exchange-document.ts';
import { type ImportProblem, MOST_ROWS, readImport } from '../../domain/exchange/read-import.ts';
import { fields } from '../fields.ts';
import { requireCreated } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { withTypeId } from '../write-entity.ts';

/** Most problems of one report, and most characters of them: their words come in the summary once more. */
const MOST_PROBLEMS = 100;
const PROBLEM_CHARACTERS = 20_000;
/** Most characters of a place in the file, which may have any name. */
const PATH_CHARACTERS = 300;
/** Most characters of a file: of any language, they fit into the body of a request, which is limited in bytes. */
export const MOST_CHARACTERS = 80_000;

const EXAMPLE = `{"format":"${EXCHANGE_FORMAT}","epics":[{"title":"Вход","priority":1,"user_stories":[{"title":"Войти","priority":2,"acceptance_criteria":[{"description":"КОГДА вошёл, ТОГДА видит своё"}],"requirements":[{"ref":"a","title":"Чужого не видно","priority":1,"type":"Functional"}]}]}]}`;

/** `import_workspace`: makes all that a file has, or nothing. */
export const importWorkspace = tool({
  ...writes,
  id: 'import_workspace',
  title: 'Загрузить требования',
  intent: 'Загрузи эти эпики, истории и требования.',
  useWhen: ['много записей сразу: из файла, из другого пространства'],
  doNotUseWhen: [{ case: 'запись одна', use: 'create_requirement' }],
  semantics: `Сначала dry_run=true (так по умолчанию): отчёт без записи. Всё или ничего; номера новые, до ${MOST_ROWS} записей и связей. ref — имя внутри файла, для связей.`,
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    { question: 'Проверь этот файл', input: { json: EXAMPLE }, answer: 'Что будет создано и что не так.' },
    { question: 'Загружай', input: { json: EXAMPLE, dry_run: false }, answer: 'Номера созданного.' },
  ],
  input: () =>
    z.strictObject({
      json: z.string().min(1).max(MOST_CHARACTERS).describe('файл export_workspace(json) или такой же'),
      dry_run: z.boolean().default(true),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () =>
    z.object({
      status: z.enum(['checked', 'refused', 'created', 'unchanged']),
      entities: z.int(),
      relationships: z.int(),
      rows: z.array(z.object({ path: z.string(), reference_id: z.string().nullable() })),
      problems: z.array(z.object({ path: z.string(), problem: z.string() })),
      problems_count: z.int(),
    }),
  async run({ json, dry_run, idempotency_key }, { services: { store, exchange }, now }) {
    await store.require('write');
    const { rows, relationships, problems } = readImport(json, await store.requirementTypes());
    const refused = problems.length > 0;
    const report = {
      entities: rows.length,
      relationships: relationships.length,
      problems: firstProblems(problems),
      problems_count: problems.length,
    };
    if (refused) return { ...report, status: 'refused' as const, rows: [] };
    if (dry_run) {
      return { ...report, status: 'checked' as const, rows: rows.map(({ path }) => ({ path, reference_id: null })) };
    }
    const at = new Date(now).toISOString();
    const content = { rows, relationships, at };
    const asked = [rows.map(withTypeId), relationships];
    const key = await idempotencyKeyOf(idempotency_key, asked, [at.slice(0, 10), ...asked]);
    const { value, repeated } = requireCreated(await exchange.importAll(content, key), 'json');
    return {
      ...report,
      status: repeated ? ('unchanged' as const) : ('created' as const),
      rows: rows.map(({ path }, n) => ({ path, reference_id: value[n] ?? null })),
    };
  },
  summarize: ({ status, entities, relationships, rows, problems, problems_count }) => {
    const what = `${plural(entities, 'запись', 'записи', 'записей')}, ${plural(relationships, 'связь', 'связи', 'связей')}`;
    const made = rows.map(({ reference_id }) => reference_id).filter((id) => id !== null);
    return [
      {
        checked: `Проверено, ошибок нет: ${what}. Ничего ещё не записано.`,
        refused: `Ничего не записано: ошибок ${problems_count}.`,
        created: `Создано: ${what}.`,
        unchanged: `Этот файл уже загружен: ${what}.`,
      }[status],
      ...(made.length === 0 ? [] : [made.join(', ')]),
      ...problems.map(({ path, problem }) => `${path === '' ? 'файл' : path}: ${problem}`),
    ].join('\n');
  },
});

/** The first problems, as many as one answer holds. */
function firstProblems(problems: readonly ImportProblem[]): ImportProblem[] {
  const first = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ path, problem }) => ({ path: cut(path, PATH_CHARACTERS), problem }));
  const sizes = first.map((each) => JSON.stringify(each).length);
  return first.filter((_, at) => sizes.slice(0, at + 1).reduce((sum, size) => sum + size) <= PROBLEM_CHARACTERS);
}
