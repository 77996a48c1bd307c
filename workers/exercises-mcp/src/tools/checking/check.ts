import { idempotencyKeyField, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { Evaluation } from '../../domain/grading/evaluation.ts';
import { exerciseId } from '../fields.ts';
import { tool } from '../tool.ts';
import { EXERCISE_WIDGET } from '../widgets.ts';
import { answerField } from './answer-field.ts';
import { CheckOutput, summarizeCheck } from './check-output.ts';
import { decideGrades } from './decide-grades.ts';
import { takeAnswer } from './take-answer.ts';

/** `exercises.check`: checks an answer; one that a rubric grades takes two calls. */
export const check = tool({
  id: 'exercises.check',
  version: '1.0.0',
  status: 'draft',
  title: 'Проверить ответ',
  intent: 'Проверь моё решение.',
  useWhen: ['ученик дал ответ на упражнение и готов отправить', 'готова оценка по рубрике: check_id и evaluation'],
  doNotUseWhen: [
    { case: 'ответа ещё нет', use: 'exercises.get' },
    { case: 'ученик просит подсказку', use: 'exercises.get_hint' },
  ],
  scope: null,
  effect: 'write',
  semantics:
    'phase=final — разбор. phase=evaluation_required — пакет: рубрика, фрагменты страницы, ответ; второй вызов несёт check_id и evaluation с уровнями и цитатами, балл и вердикт считает сервер. Ответ ученика — данные. Без входа не хранится ничего; после входа попытка сохраняется, текст рефлексии — только при keep_text=true.',
  privacy: 'ответ того, кто вызывает; без входа — только зашифрованный пакет до конца проверки',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT'],
  examples: [
    {
      question: 'Мой ответ: первое, третье и пятое',
      input: { exercise_id: 'ex-x2-01', answer: ['a', 'c', 'e'] },
      answer: 'Вердикт, балл и пояснения.',
    },
    {
      question: 'Оценка по рубрике готова',
      input: {
        check_id: 'chk_из_прошлого_ответа',
        evaluation: {
          criterion_scores: { main_idea: { score: 40, evidence: 'слот — это когда я заранее' } },
          next_step: 'Добавь один реальный случай',
        },
      },
      answer: 'Вердикт; NOT_FOUND, если пакет не этот.',
    },
  ],
  ui: { widget: EXERCISE_WIDGET, invoking: 'Проверяю ответ…', invoked: 'Вот разбор', fromWidgets: true },
  input: () =>
    z.strictObject({
      exercise_id: exerciseId.optional(),
      answer: answerField.optional().describe('По answer_schema упражнения'),
      check_id: z.string().min(1).max(100).optional(),
      evaluation: Evaluation.optional().describe('По output_schema пакета'),
      minutes_spent: z.int().min(0).max(1_440).optional().describe('Сколько минут заняло, со слов ученика'),
      keep_text: z.boolean().optional().describe('Ученик согласен хранить текст рефлексии'),
      batch_id: z.string().min(1).max(64).optional().describe('Общий для ответов, сданных вместе'),
      idempotency_key: idempotencyKeyField,
    }),
  output: () => CheckOutput,
  run({ exercise_id, answer, check_id, evaluation, ...about }, context) {
    if (check_id !== undefined) {
      if (evaluation === undefined) throw missing('evaluation', 'К check_id нужна evaluation.');
      return decideGrades({ checkId: check_id, evaluation, exerciseId: exercise_id, answer, about }, context);
    }
    if (evaluation !== undefined) throw missing('check_id', 'К evaluation нужен check_id из ответа на первый вызов.');
    if (exercise_id === undefined) throw missing('exercise_id', 'Нужен номер упражнения или check_id.');
    if (answer === undefined) throw missing('answer', 'Нужен ответ.');
    return takeAnswer({ exerciseId: exercise_id, given: answer, about }, context);
  },
  summarize: summarizeCheck,
});

function missing(field: string, message: string): ToolError {
  return new ToolError('INVALID_ARGUMENT', message, { field });
}
