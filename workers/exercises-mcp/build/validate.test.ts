import { join } from 'node:path';
import { formatProblem } from '@aisystant/mcp/content';
import { beforeAll, describe, expect, test } from 'vitest';
import { readContent } from './compile.ts';
import type { ContentSource } from './parse-exercises.ts';
import { validate } from './validate.ts';

let source: ContentSource = { exercises: [], pages: { path: 'pages.json', text: '{}' } };

beforeAll(async () => {
  source = await readContent(join(import.meta.dirname, '../../..'));
});

/** The problems after one change of one file, without the folder. */
function problemsAfter(id: string, change: (text: string) => string): readonly string[] {
  const exercises = source.exercises.map((file) =>
    file.path.includes(id) ? { ...file, text: change(file.text) } : file,
  );
  return validate({ ...source, exercises }).map((problem) => formatProblem(problem).replace(/^.*\/(?=ex-)/, ''));
}

test('the exercises of the repository are right', () => {
  expect(validate(source)).toEqual([]);
});

test('a folder without exercises is said to be one', () => {
  expect(validate({ ...source, exercises: [] }).map(formatProblem)).toEqual([
    'content/exercises: здесь нет ни одного упражнения: нужен файл .yaml',
  ]);
});

describe('a file, the field, what is allowed, and what next:', () => {
  test.each([
    ['ex-x2-01', 'type: choice', 'type: quiz', 'поле type: такого типа нет. Есть: case, checklist, choice'],
    ['ex-x2-01', 'version: 1.0.0', 'version: 1', 'поле version: нужен текст'],
    ['ex-x2-01', 'id: ex-x2-01', 'id: ex-x2-07', 'поле id: должен быть равен имени файла: ex-x2-01'],
    ['ex-x2-01', 'bloom: 2', 'bloom: 9', 'поле bloom: '],
    ['ex-x2-01', 'bloom: 2', 'blom: 2', 'поле blom: такого поля нет'],
    ['ex-x2-01', /correct: true/g, 'correct: false', 'поле options: нет ни одного верного: correct: true'],
    ['ex-x2-01', 'multiple: true', 'multiple: false', 'поле options: при multiple: false верный вариант один'],
    ['ex-x2-01', '- id: b', '- id: a', 'поле options: два пункта с одним id'],
    [
      'ex-x2-01',
      'guide_refs: [X2.1:1]',
      'guide_refs: [X2.9:1]',
      'поле guide_refs[0]: страницы X2.9:1 нет в content/pages.json. Есть: X2.1:1',
    ],
    [
      'ex-x2-01',
      'guide_refs: [X2.1:1]',
      'guide_refs: [глава один]',
      'поле guide_refs[0]: номер страницы пишется как X1.1:3',
    ],
    [
      'ex-x2-01',
      'title: Что здесь вложение?',
      'title: Что здесь: вложение?',
      'не удалось прочитать YAML около строки 4',
    ],
    ['ex-x2-01', 'title: Что здесь вложение?', 'title: Три остановки', 'поле title: такое название уже есть'],
    ['ex-x2-03', 'points: 40', 'points: 41', 'поле parts: сумма points должна быть 100'],
    ['ex-x2-03', 'hints:\n', 'hints:\n  - Должно выйти 150.\n', 'поле hints[0]: здесь назван ответ «150»'],
    ['ex-x4-10', 'Уровнем выше', 'О надсистеме', 'поле title: здесь назван ответ «надсистема»'],
    ['ex-x1-06', 'weight: 30', 'weight: 31', 'поле rubric.criteria[1].levels: баллы последнего уровня равны weight'],
    ['ex-x1-06', 'main: true', 'main: false', 'поле rubric.criteria: ровно один критерий главный'],
    ['ex-x1-06', 'score: 25', 'score: 5', 'поле rubric.criteria[0].levels: уровни идут по возрастанию баллов'],
    ['ex-x1-06', 'id: concept-slot', 'id: table-of-roles', 'поле rubric.id: такая рубрика уже есть'],
    [
      'ex-x1-06',
      '- напоминание\n',
      '- будильник\n',
      'поле concepts[2]: на страницах X1.1:3, X1.2:3 нет такого понятия. Есть: ',
    ],
    ['ex-x1-06', 'citation: X1.2:3', 'citation: X1.2:1', 'поле normative[2].citation: добавьте X1.2:1 в guide_refs'],
    ['ex-x1-06', /model_answer: \|[\s\S]*/, 'model_answer: Слот — это время.\n', 'поле model_answer: Слов: 3.'],
    ['ex-x4-05', 'unique: role', 'unique: rol', 'unique и different называют колонки из columns'],
    ['ex-x4-05', /- role: верстальщик[\s\S]*/, '', 'поле model_answer: Строк: 3, нужно не меньше 4.'],
    [
      'ex-x3-07',
      'different: [note, draft, zagotovka]',
      'different: [note, post]',
      'поле different: different называет части из parts',
    ],
    ['ex-x1-02', 'right: Тупик', 'right: Хаос', 'поле pairs: правые части не повторяются'],
  ])('%s with %s as %s', (id, before, after, expected) => {
    const problems = problemsAfter(id, (text) => text.replace(before, after));
    expect(problems.join('\n')).toContain(expected);
    expect(problems.some((problem) => problem.startsWith(`${id}.yaml`))).toBe(true);
  });
});

/** Numbers the given words of a text, in their order. */
const numbered = (text: string, words: readonly string[]) =>
  words.reduce((changed, word, i) => changed.replace(word, `${i} ${word}`), text);

test.each([
  ['ex-x1-02', 'pairs', ['Хаос', 'Тупик', 'Поворот']],
  ['ex-x3-11', 'items', ['Одна строка', 'Вечером', 'За 25 минут', 'Главная фраза', 'Через семь', 'Текст собран']],
])('a key that is read in what learners see is refused: %s', (id, field, words) => {
  expect(problemsAfter(id, (text) => numbered(text, words)).join('\n')).toContain(
    `${id}.yaml, поле ${field}: по алфавиту уже стоит верный ответ`,
  );
});

describe('what a learner could not tell from each other is refused', () => {
  test.each(['объяснил другу новое понятие', 'Объяснил другу новое понятие'])('options of a choice: %s', (text) => {
    const problems = problemsAfter('ex-x2-01', (file) => file.replace('листал ленту новостей', text));
    expect(problems).toEqual(['ex-x2-01.yaml, поле options: тексты вариантов не повторяются']);
  });

  test('left parts of a match', () => {
    const problems = problemsAfter('ex-x1-02', (file) => {
      const [first = '', second = ''] = file.match(/left: .*/g) ?? [];
      return file.replace(second, first);
    });
    expect(problems).toEqual(['ex-x1-02.yaml, поле pairs: левые части не повторяются']);
  });

  test('right parts of a match, in other letters', () => {
    const problems = problemsAfter('ex-x1-02', (file) => file.replace('right: Тупик', 'right: ХАОС'));
    expect(problems.join('\n')).toContain('ex-x1-02.yaml, поле pairs: правые части не повторяются');
  });
});

test.each([
  ['two versions of a line', '<<<<<<< HEAD\n  Одно.\n  >>>>>>> main', 2],
  ['a note that its author thinks hidden', '<!-- переписать -->', 1],
])('a learner is shown no mark for authors: %s', (_, mark, count) => {
  const problems = problemsAfter('ex-x2-01', (text) => text.replace('prompt: |\n', `prompt: |\n  ${mark}\n`));
  expect(problems).toHaveLength(count);
  for (const problem of problems) expect(problem).toMatch(/^ex-x2-01\.yaml: строка \d+: (?:след|заметка)/);
});
