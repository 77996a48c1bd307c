import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../domain/checking/answer.ts';
import { checkAnswer } from '../../domain/checking/check-answer.ts';
import { publicExercise } from '../../domain/content/public-exercise.ts';
import { type Outcome, outcomeOfIncomplete, outcomeOfKey } from '../../domain/grading/outcome.ts';
import { structureOf } from '../../domain/grading/structure.ts';
import { anyChecked, caseOf, DEEP, OPEN, TABLE, TERM } from '../../domain/testing/samples.ts';
import { commentOf } from './check-output.ts';

/** What a comment says of the items, a line each. */
const itemLines = (outcome: Outcome) =>
  commentOf(outcome, 60)
    .split('\n')
    .filter((line) => line.startsWith('- '));

test('a comment names every item by what the learner saw of it, and never by its id', () => {
  fc.assert(
    fc.property(anyChecked, ({ exercise, key }) => {
      const outcome = outcomeOfKey(exercise, checkAnswer(exercise, key as Answer));
      const { parts } = publicExercise(exercise);
      const lines = itemLines(outcome);
      expect(lines).toHaveLength(outcome.feedback.length);
      for (const [i, { item, title }] of outcome.feedback.entries()) {
        expect(title).toBe(parts.find(({ id }) => id === item)?.text ?? null);
        expect(lines[i]).toMatch(title === null ? /^- Ответ \(/ : `- ${title} (`);
      }
    }),
  );
});

test('a step of a case explains its options by their texts', () => {
  const [line] = itemLines(outcomeOfKey(caseOf([1]), checkAnswer(caseOf([1]), { s0: 'a' })));
  expect(line).toBe(
    '- шаг 0? (неверно): «ход a»: ход a вот почему «ход b»: ход b вот почему «ход c»: ход c вот почему',
  );
});

test('a term that is the whole answer is called so', () => {
  expect(itemLines(outcomeOfKey(TERM, checkAnswer(TERM, 'надсистема')))).toEqual(['- Ответ (верно): Верно.']);
});

test.each([
  ['a short text', OPEN, 'слишком коротко', ['- Слов: 2. Чтобы было что разобрать']],
  ['a text in another language', OPEN, 'a slot is a promise to myself', ['- Ответ нужен на русском']],
  ['a table with a gap', TABLE, [{ role: 'автор', performer: 'я' }, { role: 'критик' }], ['- Строка 2: заполни']],
  ['a text without a part', DEEP, { draft: 'утром до почты писать легче' }, ['- Нет части «Заметка».']],
])('of what %s lacks the comment says it in words alone', (_, exercise, answer, told) => {
  const lines = itemLines(outcomeOfIncomplete(structureOf(exercise, answer as Answer)));
  expect(lines).toEqual(told.map((text) => expect.stringContaining(text)));
});
