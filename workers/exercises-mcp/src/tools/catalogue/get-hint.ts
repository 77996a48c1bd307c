import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { exerciseId } from '../fields.ts';
import { requireExercise } from '../require.ts';
import { tool } from '../tool.ts';

/** `exercises.get_hint`: one hint, in their order. */
export const getHint = tool({
  id: 'exercises.get_hint',
  version: '1.0.0',
  status: 'draft',
  title: 'Подсказка',
  intent: 'Подскажи, с какой стороны подойти.',
  useWhen: ['ученик застрял и просит подсказку'],
  doNotUseWhen: [{ case: 'нужна теория со страницы: это дело руководства' }],
  scope: null,
  effect: 'read',
  semantics: 'Подсказки идут от общей к близкой; ответа в них нет. n — с первой.',
  privacy: 'личных данных нет',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Подскажи', input: { exercise_id: 'ex-x2-01', n: 1 }, answer: 'Первая подсказка и сколько ещё есть.' },
    { question: 'Ещё одну', input: { exercise_id: 'ex-x2-01', n: 2 }, answer: 'Вторая подсказка.' },
  ],
  ui: { invoking: 'Подбираю подсказку…', invoked: 'Вот подсказка', fromWidgets: true },
  input: () =>
    z.strictObject({ exercise_id: exerciseId, n: z.int().min(1).max(3).default(1).describe('Которая по счёту') }),
  output: () => z.object({ exercise_id: z.string(), n: z.int(), hint: z.string(), remaining: z.int() }),
  run({ exercise_id, n }) {
    const { id, hints } = requireExercise(exercise_id);
    const hint = hints[n - 1];
    if (hint === undefined) {
      throw new ToolError('INVALID_ARGUMENT', `Подсказок у этого упражнения: ${hints.length}.`, { field: 'n' });
    }
    return { exercise_id: id, n, hint, remaining: hints.length - n };
  },
  summarize: ({ hint, remaining }) => `${hint}\nЕщё подсказок: ${remaining}.`,
});
