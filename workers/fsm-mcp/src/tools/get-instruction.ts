import { ToolError, unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import { content } from '../content.ts';
import { type Clock, clockAt, DEFAULT_TIMEZONE } from '../domain/clock.ts';
import { STAGE_CODES, STAGES } from '../domain/content-model.ts';
import { getInstruction as find, type Instruction, type InstructionRequest } from '../domain/get-instruction.ts';
import { renderInstruction } from '../domain/render-instruction.ts';
import { intents } from '../outline.ts';
import { tool } from './tool.ts';

const Step = z.object({ n: z.int(), do: z.string(), tool: z.string().nullable() });
const TransitionRule = z.object({ to: z.string(), when: z.string(), intent_examples: z.array(z.string()) });
const DataRequirement = z.object({
  tool: z.string(),
  args: z.record(z.string(), z.unknown()),
  scope: z.string().nullable(),
  fallback: z.string(),
});
const Intent = z.object({ id: z.string(), title: z.string(), state: z.string(), examples: z.array(z.string()) });

/** `get_instruction`: one step of a scenario as data. */
export const getInstruction = tool({
  id: 'get_instruction',
  version: '1.3.0',
  status: 'stable',
  title: 'Шаг сценария Проводника',
  intent: 'Что делает Проводник на этом шаге разговора?',
  useWhen: [
    'начинается разговор с учеником о развитии: неделя, план, день, цель, ступень, прогресс, затык',
    'сценарий переходит в другое состояние из transitions',
  ],
  doNotUseWhen: [{ case: 'нужен один факт из двойника: тогда сразу инструмент данных' }],
  scope: null,
  effect: 'read',
  semantics:
    'Возвращает шаг сценария как данные: цель, шаги, вопросы, нужные инструменты, переходы, и время сейчас. Без state — начало (init) с таблицей намерений. Личных данных не читает и не хранит; состояние держит сам разговор.',
  privacy: 'личных данных нет: ни на входе, ни на выходе',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Подведи итоги недели', input: { intent: 'week_review' }, answer: 'Состояние weekly_reflection.' },
    {
      question: 'Да, сохрани',
      input: { state: 'weekly_reflection_save', from: 'weekly_reflection' },
      answer: 'Состояние weekly_reflection_save без предупреждения о переходе.',
    },
  ],
  input: () =>
    z.strictObject({
      state: z.string().max(64).optional().describe('id состояния из transitions; без него — init'),
      intent: z
        .string()
        .max(64)
        .optional()
        .describe(`С чем пришёл ученик: ${intents.join(', ')}`),
      from: z.string().max(64).optional().describe('Состояние, в котором разговор сейчас: проверяет переход'),
      stage: z
        .enum([...STAGES, ...STAGE_CODES])
        .optional()
        .describe('Ступень, если известна: задаёт стиль'),
      timezone: z.string().max(64).optional().describe(`Пояс ученика, IANA; иначе ${DEFAULT_TIMEZONE}`),
    }),
  output: () =>
    z.object({
      assistant: z.string(),
      fsm_version: z.string(),
      state: z.string(),
      title: z.string(),
      scenario: z.string(),
      goal: z.string(),
      instructions: z.string(),
      base_rules: z.string(),
      steps: z.array(Step),
      questions: z.array(z.string()),
      max_questions: z.int(),
      data_requirements: z.array(DataRequirement),
      allowed_tools: z.array(z.string()),
      output_template: z.object({ id: z.string(), text: z.string() }).nullable(),
      result_schema: z.string().nullable(),
      transitions: z.array(z.string()),
      transition_rules: z.array(TransitionRule),
      returns: z.boolean(),
      return_to: z.string().nullable().describe('где разговор прервался: сюда можно вернуться'),
      intent_state: z.string().nullable().describe('с чего начинается intent, если вошли в другой state'),
      global_transitions: z.array(z.string()),
      intents: z.array(Intent),
      degradation: z.string(),
      constraints: z.array(z.string()),
      consent: z.object({ read: z.boolean(), write: z.boolean() }),
      transition_warning: z.string().nullable(),
      style: z.string().nullable(),
      etag: z.string(),
      now: z.string().describe('время сейчас, RFC 3339, с точностью до минуты'),
      date: z.string().describe('сегодня, ГГГГ-ММ-ДД'),
      weekday: z.string(),
      timezone: z.string(),
      timezone_assumed: z.boolean().describe('пояс ученика не назван'),
    }),
  run: ({ timezone, ...request }, { now }) => mutable(cachedStep(request, timezone, now)),
  summarize: (step) => renderInstruction(step, step),
});

/** The steps of one minute: the content changes only with a deployment, the time with each minute. */
const cache = new Map<string, Instruction & Clock>();
const CACHE_MAX = 500;
let cachedMinute = 0;

function cachedStep(request: InstructionRequest, timezone: string | undefined, now: number): Instruction & Clock {
  const minute = Math.floor(now / 60_000);
  if (minute !== cachedMinute) cache.clear();
  cachedMinute = minute;
  const { state, intent, from, stage } = request;
  const key = JSON.stringify([state, intent, from, stage, timezone]);
  const step = cache.get(key) ?? stepAt(request, timezone, now);
  if (cache.size < CACHE_MAX) cache.set(key, step);
  return step;
}

function stepAt(request: InstructionRequest, timezone: string | undefined, now: number): Instruction & Clock {
  const clock = unwrap(clockAt(now, timezone), 'timezone');
  const result = find(content(), request);
  if (result.ok) return { ...result.value, ...clock };
  const { field, message, suggestions } = result.error;
  const hint = suggestions.length > 0 ? `Похожее: ${suggestions.join(', ')}.` : undefined;
  throw new ToolError('NOT_FOUND', message, { field, ...(hint !== undefined && { hint }) });
}

/** Converts the type for zod, whose arrays are mutable; the value itself is only serialized. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}

type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;
