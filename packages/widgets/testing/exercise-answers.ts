import type { Answer } from './answer.ts';

const card = { widget: 'exercise', server: 'exercises-mcp', tool: 'exercises_get', input: {} };

const exercise = {
  id: 'ex-x2-01',
  version: '1.0.0',
  title: 'Что делает слот слотом',
  type: 'choice',
  prompt: 'Отметь всё, что верно о слоте.',
  context: 'Слот — время, которое назначено заранее.\nОн не зависит от настроения.',
  parts: [
    { id: 'a', text: 'Слот назначен заранее', choices: [] },
    { id: 'b', text: 'Слот длится ровно час', choices: [] },
    { id: 'c', text: 'Слот можно перенести, но не отменить', choices: [] },
  ],
  estimated_minutes: 5,
  bloom: 2,
  difficulty: 'easy',
  requires_project: false,
  passing_score: 70,
  graded_by: 'server',
  rubric: null,
  hints_available: 2,
  guide_refs: ['X2.1:1'],
  answer_schema: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: ['a', 'b', 'c'] } },
};

const kind = (type: string, parts: typeof exercise.parts | object[], more: object = {}): Answer => ({
  ...card,
  name: type,
  answer: { exercise: { ...exercise, context: null, type, parts, ...more }, others: [] },
});

const choices = [
  { id: 'a', text: 'Практикующий' },
  { id: 'b', text: 'Систематический' },
];
const named = (id: string, text: string, of: readonly object[] = []) => ({ id, text, choices: of });

/** Exercises of different forms of answer, and verdicts. */
export const EXERCISE_ANSWERS: readonly Answer[] = [
  { ...card, name: 'choice', answer: { exercise, others: ['ex-x2-02'] } },
  kind('order', [named('a', 'Выбрать время'), named('b', 'Сесть за стол'), named('c', 'Открыть руководство')]),
  kind('match', [named('1', 'Пять дней в неделю', choices), named('2', 'Три часа в неделю', choices)]),
  kind('numeric', [named('m', 'Сколько минут в пяти слотах по 30? (мин)')]),
  kind('checklist', [named('a', 'Телефон в другой комнате (с подтверждением: что именно, от 20 знаков)')]),
  kind('table', [named('role', 'Роль, обязательно'), named('interest', 'Интерес')], { graded_by: 'host' }),
  kind('open', [], {
    graded_by: 'host',
    rubric: { id: 'r', title: 'Объясни', criteria: [{ id: 'm', name: 'Мысль', weight: 100 }] },
  }),
  {
    ...card,
    tool: 'exercises_check',
    name: 'a verdict',
    answer: {
      phase: 'final',
      exercise_id: 'ex-x2-01',
      exercise_version: '1.0.0',
      persisted: false,
      not_persisted_because: 'вы не вошли',
      warnings: [],
      attempt_id: 'att_1',
      attempt_no: null,
      repeated: false,
      graded_by: 'server',
      score: 50,
      passing_score: 70,
      passed: false,
      verdict: 'needs_revision',
      mentor_review: false,
      criterion_scores: [],
      feedback: [
        {
          item: 'a',
          title: 'Слот назначен заранее',
          outcome: 'right',
          text: 'Да: его назначают до того, как появится настроение.',
        },
        { item: 'b', title: 'Слот длится ровно час', outcome: 'wrong', text: 'Длина у каждого своя.' },
      ],
      strengths: ['Названо главное'],
      issues: [{ criterion: 'm', issue: 'Нет примера', suggestion: 'Добавь один случай из своей недели.' }],
      next_step: 'Перечитай страницу X2.1:1 и ответь ещё раз.',
      comment_md: 'Хорошо, но не всё.',
      suggested_events: [],
    },
  },
];
