import * as z from 'zod';
import { RubricOnWire } from '../fields.ts';
import { requireRubric } from '../require.ts';
import { tool } from '../tool.ts';

/** `exercises.get_rubric`: a rubric with the levels of its criteria. */
export const getRubric = tool({
  id: 'exercises.get_rubric',
  version: '1.0.0',
  status: 'draft',
  title: 'Рубрика',
  intent: 'По каким критериям оценивают ответ?',
  useWhen: ['ученик спрашивает, за что даются баллы'],
  doNotUseWhen: [{ case: 'ответ нужно проверить: рубрика придёт с проверкой', use: 'exercises.check' }],
  scope: null,
  effect: 'read',
  semantics: 'Уровни каждого критерия и баллы; вместе критерии дают 100.',
  privacy: 'личных данных нет',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    {
      question: 'За что баллы в «Объясни слот»?',
      input: { rubric_id: 'concept-slot' },
      answer: 'Четыре критерия с уровнями.',
    },
    {
      question: 'Как оценивают рефлексию?',
      input: { rubric_id: 'reflection-good-hour' },
      answer: 'Три критерия с уровнями.',
    },
  ],
  input: () => z.strictObject({ rubric_id: z.string().min(1).max(60).describe('rubric.id из exercises_get') }),
  output: () => z.object({ exercise_id: z.string(), passing_score: z.int(), rubric: RubricOnWire }),
  run({ rubric_id }) {
    const { id, passing_score, rubric } = requireRubric(rubric_id);
    return { exercise_id: id, passing_score, rubric };
  },
  summarize: ({ exercise_id, passing_score, rubric }) =>
    [`Рубрика «${rubric.title}» (${exercise_id}), зачёт от ${passing_score}.`, ...rubricLines(rubric)].join('\n'),
});

/** A rubric in lines: criteria and their levels. */
export function rubricLines({ criteria }: z.output<typeof RubricOnWire>): readonly string[] {
  return criteria.flatMap(({ id, name, levels }) => [
    `${name} (${id}):`,
    ...levels.map(({ score, description }) => `  ${score} — ${description}`),
  ]);
}
