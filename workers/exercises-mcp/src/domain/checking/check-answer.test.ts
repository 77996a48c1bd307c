import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyChecked, caseOf, checklistOf, choiceOf, matchOf, numericOf, orderOf, TERM } from '../testing/samples.ts';
import { type Answer, answerSchemaOf } from './answer.ts';
import { checkAnswer } from './check-answer.ts';
import { equalPoints } from './feedback.ts';

const scoreOf = (exercise: Parameters<typeof checkAnswer>[0], answer: unknown) =>
  checkAnswer(exercise, answerSchemaOf(exercise).parse(answer)).score;

describe('a choice of several', () => {
  const exercise = choiceOf([true, false, true, false, true, false]);
  test.each([
    [['a', 'c', 'e'], 100],
    [['a', 'c'], 67],
    [['a'], 33],
    [['a', 'c', 'e', 'b'], 67],
    [['a', 'b'], 0],
    [['b', 'd', 'f'], 0],
    [['a', 'b', 'c', 'd', 'e', 'f'], 0],
  ])('%j is worth %i', (answer, score) => {
    expect(scoreOf(exercise, answer)).toBe(score);
  });
});

test('a choice of one is right or wrong', () => {
  const exercise = choiceOf([false, true, false], false);
  expect([scoreOf(exercise, ['b']), scoreOf(exercise, ['a'])]).toEqual([100, 0]);
});

test.each([
  [3, [33, 33, 34]],
  [5, [20, 20, 20, 20, 20]],
  [7, [14, 14, 14, 14, 14, 14, 16]],
])('%i equal items share a hundred points', (count, points) => {
  expect(equalPoints(count)).toEqual(points);
});

describe('a match', () => {
  // Sorted: Поворот a, Тупик b, Хаос c.
  const exercise = matchOf(['Хаос', 'Тупик', 'Поворот']);
  test.each([
    [{ 1: 'c', 2: 'b', 3: 'a' }, 100],
    [{ 1: 'c', 2: 'b' }, 66],
    [{ 1: 'c', 2: 'a', 3: 'b' }, 33],
    [{ 3: 'a' }, 34],
    [{ 1: 'a', 2: 'a', 3: 'b' }, 0],
  ])('%j is worth %i', (answer, score) => {
    expect(scoreOf(exercise, answer)).toBe(score);
  });
});

test('an ordering counts the items in their places', () => {
  // Sorted: весна a, зима b, лето c.
  const exercise = orderOf(['зима', 'весна', 'лето']);
  expect(scoreOf(exercise, ['b', 'a', 'c'])).toBe(100);
  expect(scoreOf(exercise, ['b', 'c', 'a'])).toBe(33);
  expect(scoreOf(exercise, ['a', 'c', 'b'])).toBe(0);
});

test.each([
  [{ s0: 'a', s1: 'b', s2: 'c' }, 100],
  [{ s0: 'a', s1: 'b' }, 67],
  [{ s0: 'a', s1: 'a', s2: 'a' }, 33],
  [{ s0: 'c' }, 0],
])('a case of three steps: %j is worth %i', (answer, score) => {
  expect(scoreOf(caseOf([0, 1, 2]), answer)).toBe(score);
});

test.each([
  { exercise: matchOf(['один', 'два', 'три']), answer: { 1: 'a' } },
  { exercise: caseOf([0, 1, 2]), answer: { s0: 'a' } },
  { exercise: numericOf([1, 2, 3]), answer: { p0: 1 } },
])('what an answer left out is not explained, in a $exercise.type: it is still to be thought about', (asked) => {
  const [given, ...others] = checkAnswer(asked.exercise, asked.answer).feedback;
  expect(given?.outcome).not.toBe('missing');
  expect(others).toHaveLength(2);
  for (const other of others) expect(other).toMatchObject({ outcome: 'missing', text: 'Ответа нет.' });
});

describe('numbers', () => {
  test('are right within the tolerance only', () => {
    const exercise = numericOf([10], 0.5);
    expect([10, 10.5, 9.5, 10.51, 9].map((value) => scoreOf(exercise, { p0: value }))).toEqual([100, 100, 100, 0, 0]);
  });

  test('are right when the arithmetic of fractions alone moves them', () => {
    expect([0.3, 0.1 + 0.2, 0.300_001].map((value) => scoreOf(numericOf([0.3]), { p0: value }))).toEqual([100, 100, 0]);
  });

  test('of a typical error have their own hint, and a wrong one is never told the key', () => {
    const [feedback] = checkAnswer(numericOf([38]), { p0: 1_038 }).feedback;
    expect(feedback).toEqual({ item: 'p0', outcome: 'wrong', text: 'ловушка 0' });
    expect(JSON.stringify(checkAnswer(numericOf([38]), { p0: 37 }))).not.toContain('сложи');
  });

  test('that no error explains are told as other ones, without a guess at how they were counted', () => {
    const [feedback] = checkAnswer(numericOf([38]), { p0: 37 }).feedback;
    expect(feedback?.text).toBe('Другое число: проверь условие, единицу и каждый шаг счёта.');
  });
});

describe('a term', () => {
  test.each([
    ['надсистема', 100],
    ['Надсистема.', 100],
    ['над-система', 100],
    ['над система', 100],
    ['надсистемой', 100],
    ['это надсистема', 100],
    ['Это называется «надсистема»!', 100],
    ['Я думаю, что это надсистема', 100],
    ['наверно, надсистема', 100],
    ['рабочего продукта', 100],
    ['система-окружение', 50],
    ['система окружения', 50],
    ['не надсистема', 0],
    ['надсистема или подсистема', 0],
    ['подсистема', 0],
    ['система', 0],
  ])('%s is worth %i', (answer, score) => {
    expect(scoreOf(TERM, answer)).toBe(score);
  });

  test('that the key does not have is not said to mean something else', () => {
    const [feedback] = checkAnswer(TERM, 'то, во что входит система').feedback;
    expect(feedback?.outcome).toBe('wrong');
    expect(feedback?.text).toMatch(/^С ответом не совпало\./);
  });

  test('that two partly right ones are is worth the better', () => {
    const near = (score: number) => ({ text: 'окружение', score, hint: 'Близко.' });
    expect(scoreOf({ ...TERM, partial: [near(30), near(60), near(40)] }, 'окружение')).toBe(60);
  });

  test('is the same with ё and е', () => {
    const exercise = { ...TERM, accepted: ['учёт времени'] };
    expect([scoreOf(exercise, 'учет времени'), scoreOf(exercise, 'учёт времени')]).toEqual([100, 100]);
  });
});

describe('a checklist', () => {
  const exercise = checklistOf(5);
  const done = { done: true };
  test.each([
    [{ i0: { done: true, evidence: 'один абзац и строка' }, i1: done, i2: done, i3: done, i4: done }, 100],
    [{ i0: { done: true, evidence: 'одна глава' }, i1: done }, 40],
    [{ i0: { done: true, evidence: 'две главы' }, i1: done }, 20],
    [{ i0: done, i1: done, i2: done, i3: done, i4: done }, 80],
    [{ i0: { done: true, evidence: 'да' }, i1: done }, 20],
    [{ i0: { done: true, evidence: '.'.repeat(500) }, i1: done }, 20],
    [{ i0: { done: true, evidence: '— — — — — — — — — —' }, i1: done }, 20],
    [{ i0: { done: false, evidence: 'один абзац и строка' } }, 0],
  ])('%j is worth %i', (answer, score) => {
    expect(scoreOf(exercise, answer)).toBe(score);
  });
});

describe('whatever the exercise', () => {
  test('its key is an answer of its form and is worth a hundred', () => {
    fc.assert(fc.property(anyChecked, ({ exercise, key }) => scoreOf(exercise, key) === 100));
  });

  test('any answer of its form is worth 0 to 100, whole, and the same each time', () => {
    fc.assert(
      fc.property(answered, ({ exercise, answer }) => {
        const { score, feedback } = checkAnswer(exercise, answer);
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
        expect(feedback.length).toBeGreaterThan(0);
        expect(checkAnswer(exercise, answer)).toEqual({ score, feedback });
      }),
    );
  });

  test('what moves an answer towards the key never costs points, and what leads away never brings any', () => {
    fc.assert(
      fc.property(anyChecked, fc.nat(), ({ exercise, key }, at) => {
        const steps = towardsKey(exercise, key, at).map((answer) => checkAnswer(exercise, answer).score);
        expect(steps).toEqual(steps.toSorted((one, other) => one - other));
      }),
    );
  });
});

/** Any answer that the schema of an exercise takes. */
const answered = anyChecked.chain(({ exercise, key }) =>
  fc.nat().map((seed) => ({ exercise, answer: towardsKey(exercise, key, seed)[seed % 3] ?? (key as Answer) })),
);

/** Answers that are each at least as near to the key as the one before, the key last. */
function towardsKey(exercise: Parameters<typeof checkAnswer>[0], key: unknown, seed: number): readonly Answer[] {
  if (exercise.type === 'choice') {
    const right = key as string[];
    const wrong = exercise.options.map(({ id }) => id).filter((id) => !right.includes(id));
    const rightFirst = right.map((_, i) => right.slice(0, i + 1));
    return [
      [...right.slice(0, 1), ...wrong],
      [...right.slice(0, 1), ...wrong.slice(0, seed % wrong.length)],
      ...rightFirst,
    ];
  }
  if (exercise.type === 'short_text') return ['подсистема', 'система-окружение', 'надсистема'];
  if (exercise.type === 'order') return orderSteps(key as string[], seed);
  const fields = Object.entries(key as Record<string, Answer>);
  const turned = [...fields.slice(seed % fields.length), ...fields.slice(0, seed % fields.length)];
  return turned.map((_, i) => Object.fromEntries(turned.slice(0, i + 1)) as Answer);
}

/** A rotation of the key, which no item survives in place, then more and more of its beginning in place. */
function orderSteps(key: readonly string[], seed: number): readonly Answer[] {
  const turn = 1 + (seed % (key.length - 1));
  const away = [...key.slice(turn), ...key.slice(0, turn)];
  return key
    .map((_, count) => [...key.slice(0, count), ...away.filter((id) => !key.slice(0, count).includes(id))])
    .filter((answer, i, all) => i === 0 || inPlace(answer, key) >= inPlace(all[i - 1] ?? [], key));
}

const inPlace = (answer: readonly string[], key: readonly string[]) => answer.filter((id, i) => id === key[i]).length;
