import { Cursor, defineCursor, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { describeRule } from '../../domain/profile/declared-value.ts';
import { INDICATOR_TYPES, type Indicator } from '../../domain/profile/indicator.ts';
import { findIndicator, INDICATORS } from '../../domain/profile/indicators.ts';
import { StageOnWire } from '../fields.ts';
import { tool } from '../tool.ts';
import { withIds } from '../wording.ts';

const pages = defineCursor('dt.describe_metamodel', z.int().min(0));
const PAGE = 25;

/** An indicator as clients see it. */
const IndicatorOnWire = z.object({
  id: z.string(),
  aliases: z.array(z.string()),
  field: z.string().nullable().describe('имя для dt_save_profile'),
  name_ru: z.string(),
  name_en: z.string(),
  type: z.enum(INDICATOR_TYPES),
  format: z.string().nullable(),
  unit: z.string().nullable(),
  access: z.enum(['declared', 'collected', 'derived', 'generated']),
  values: z.string().nullable().describe('какие значения принимаются'),
  metric_id: z.string().nullable(),
  thresholds: z
    .array(
      z.object({
        stage: StageOnWire,
        norm: z.number(),
        rule: z.enum(['min', 'max']),
        source: z.string(),
        judged: z.boolean().describe('false — норма показывается, ступень от неё не зависит'),
      }),
    )
    .nullable(),
});

/** `dt.describe_metamodel`: the indicators of the twin. */
export const describeMetamodel = tool({
  id: 'dt.describe_metamodel',
  version: '1.1.0',
  status: 'stable',
  title: 'Метамодель двойника',
  intent: 'Какие показатели есть в двойнике?',
  useWhen: ['нужны поля профиля, их виды значений или пороги ступеней'],
  doNotUseWhen: [{ case: 'нужны значения ученика', use: 'dt.read_indicators' }],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'declared пишет ученик, collected собирают платформы, derived вычисляется, generated делается по запросу. declared без field пока не записывается.',
  privacy: 'личных данных нет',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Что можно о себе рассказать?', input: { path_or_id: 'declared' }, answer: 'Заявляемые показатели.' },
    {
      question: 'Что такое IND.3.1.1?',
      input: { path_or_id: 'IND.3.1.1' },
      answer: 'Один показатель с порогами ступеней.',
    },
  ],
  input: () =>
    z.strictObject({
      path_or_id: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .describe('declared, collected, derived, generated, IND-номер или имя поля'),
      cursor: Cursor.optional(),
    }),
  output: () => z.object({ entries: z.array(IndicatorOnWire), next_cursor: z.string().nullable() }),
  async run({ path_or_id = null, cursor }) {
    const found = select(path_or_id);
    const from = cursor === undefined ? 0 : pages.decode(cursor, path_or_id);
    return {
      entries: found.slice(from, from + PAGE).map(indicatorOnWire),
      next_cursor: found.length > from + PAGE ? pages.encode(from + PAGE, path_or_id) : null,
    };
  },
  summarize: ({ entries, next_cursor }) =>
    [
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
      ...entries.map(
        ({ id, field, name_ru, values }) =>
          `${name_ru}${values === null ? '' : `: ${values}`} ${withIds({ id, ...(field !== null && { field }) })}`,
      ),
    ].join('\n') || 'Показателей на этой странице нет.',
});

function select(path: string | null): readonly Indicator[] {
  if (path === null) return INDICATORS;
  const category = INDICATORS.filter(({ access }) => access === path || path.endsWith(`_${access}`));
  if (category.length > 0) return category;
  const found = findIndicator(path);
  if (found.ok) return [found.value];
  const { message, suggestions } = found.error;
  throw new ToolError('NOT_FOUND', message, {
    field: 'path_or_id',
    ...(suggestions.length > 0 && { hint: `Похожее: ${suggestions.join(', ')}.` }),
  });
}

/** Converts an indicator for clients. */
export function indicatorOnWire({
  rule,
  metric,
  aliases,
  thresholds,
  ...one
}: Indicator): z.input<typeof IndicatorOnWire> {
  const { id, field, name_ru, name_en, type, format, unit, access } = one;
  const common = { id, field, name_ru, name_en, type, format, unit, access, aliases: [...aliases] };
  return {
    ...common,
    values: rule && describeRule(rule),
    metric_id: metric,
    thresholds: thresholds && [...thresholds],
  };
}
