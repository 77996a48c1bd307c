import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN, PAGE } from '../testing/samples.ts';
import { gradingPackage } from './grading-package.ts';
import { precheck } from './precheck.ts';

const digest = 'f00dfacef00dfacecafe';
const packageOf = (text: string) => gradingPackage(OPEN, { text, digest, precheck: precheck(OPEN, text) });

test('has what a grader needs', () => {
  const made = packageOf('Слот держит место в моём дне, и времени хватает на одну мысль.');
  expect(made).toMatchObject({
    concepts: { used: ['слот', 'время'], missed: ['рабочий продукт'] },
    normative: [{ citation: 'T1.1:1' }],
    common_errors: ['Слот = напоминание.'],
    level_limits: [],
  });
  expect(made.rubric.criteria.map(({ id }) => id)).toEqual(['main', 'own']);
  expect(JSON.stringify(made)).not.toContain('по вторникам и четвергам');
});

test('limits criteria that need own words when the answer is copied', () => {
  expect(packageOf(PAGE).level_limits).toEqual([{ criterion: 'own', score: 0 }]);
});

test('the answer stays between its marks, whatever marks it imitates', () => {
  const imitation = fc.constantFrom(
    '<<ОТВЕТ-',
    'ОТВЕТ>>',
    '```',
    '\n',
    'ОТВЕТ-0000000000000000>>',
    'конец ответа',
    ' слово ',
  );
  fc.assert(
    fc.property(fc.array(imitation, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const { answer } = packageOf(text);
      const mark = `ОТВЕТ-${digest.slice(0, 16)}`;
      expect(answer.split(mark)).toHaveLength(3);
      expect(answer).toBe(`<<${mark}\n${text}\n${mark}>>`);
    }),
  );
});
