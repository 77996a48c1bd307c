import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { handler } from './handler.ts';
import { checkedOutput, OutputMismatch } from './output-mismatch.ts';
import { restRoutesFor } from './rest.ts';
import { defineRoute } from './route.ts';

const WORDS = 'слова человека';
const goal = z.strictObject({ title: z.string(), weeks: z.array(z.strictObject({ minutes: z.int() })) });
const schema = z.strictObject({
  goals: z.array(goal),
  byName: z.record(z.string(), goal),
  kind: z.discriminatedUnion('of', [
    z.strictObject({ of: z.literal('day'), date: z.string() }),
    z.strictObject({ of: z.literal('week'), number: z.int() }),
  ]),
  either: z.union([z.string(), z.strictObject({ note: z.int() })]),
});
const right = {
  goals: [{ title: WORDS, weeks: [{ minutes: 5 }] }],
  byName: { [WORDS]: { title: WORDS, weeks: [] } },
  kind: { of: 'day', date: WORDS },
  either: WORDS,
};

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof OutputMismatch) return error.message;
    throw error;
  }
  return 'nothing';
}

describe('an output that is not what is declared names', () => {
  test.each([
    ['the field', { goals: [{ title: 7, weeks: [] }] }, 'goals.0.title'],
    ['a field deep inside', { goals: [{ title: '', weeks: [{ minutes: WORDS }] }] }, 'goals.0.weeks.0.minutes'],
    ['a field that is missing', { goals: undefined }, 'goals'],
    ['a field with one too many inside', { goals: [{ ...right.goals[0], [WORDS]: 1 }] }, 'goals.0'],
    ['a key that is a text of a person by a star', { byName: { [WORDS]: { title: 7, weeks: [] } } }, 'byName.*.title'],
    ['the field of the branch that was meant', { kind: { of: 'week', number: WORDS } }, 'kind.number'],
    ['the field of one branch of several', { either: { note: WORDS } }, 'either.note'],
    ['each field once', { goals: undefined, either: 7 }, 'goals, either'],
    [
      'the first fields of many',
      { goals: Array(50).fill({ title: 7, weeks: [] }) },
      /^test: (goals\.\d\.title(, )?){5}$/,
    ],
  ])('%s', (_, wrong, expected) => {
    const message = messageOf(() => checkedOutput('test', schema, { ...right, ...wrong }));
    expect(message).toEqual(typeof expected === 'string' ? `test: ${expected}` : expect.stringMatching(expected));
    expect(message).not.toContain(WORDS);
  });

  test('nothing but itself where it is nothing at all', () => {
    expect(messageOf(() => checkedOutput('test', schema, null))).toBe('test: the whole');
  });
});

test('a right output is as its schema reads it', () => {
  expect(checkedOutput('test', z.object({ a: z.int() }), { a: 1, b: 2 })).toEqual({ a: 1 });
});

test('of a route it is told too, under the name of the route', async () => {
  const answer = {
    input: () => z.object({}),
    output: () => z.object({ title: z.string() }),
    run: () => ({ title: 7 }),
  };
  const facts = { title: 'Что?', scope: 'test:read', effect: 'read' } as const;
  const { route } = restRoutesFor<null>();
  const routes = [
    route({ ...facts, ...answer, method: 'GET', path: '/goals' } as never),
    defineRoute.for<null>()({ ...facts, ...answer, path: '/mcp/goals' } as never),
  ];
  const messages = await Promise.all(
    routes.map((each) =>
      each[handler]({})
        .run({} as never)
        .catch((error: Error) => error.message),
    ),
  );
  expect(messages).toEqual(['GET /goals: title', '/mcp/goals: title']);
});
