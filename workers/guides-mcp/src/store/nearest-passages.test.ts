import { describe, expect, test } from 'vitest';
import { type Fault, SimulatedAi, SimulatedVectorize, toyVector } from '../testing/simulated-vectors.ts';
import { cloudflareVectors, DIMENSIONS } from './cloudflare-vectors.ts';
import { createNearest } from './nearest-passages.ts';

const QUERY = 'как не бросить учёбу';
const full = new Array<number>(DIMENSIONS).fill(0.1);

function simulated() {
  const [ai, index] = [new SimulatedAi(), new SimulatedVectorize()];
  let now = 0;
  const lines: object[] = [];
  const nearest = createNearest('guides-mcp', { deadlineMs: 30, now: () => now })(cloudflareVectors(ai, index));
  return {
    ai,
    index,
    lines,
    wait: (ms: number) => {
      now += ms;
    },
    ask: () => nearest(QUERY, (line) => lines.push(line)),
  };
}

const AI_FAULTS: readonly (readonly [string, Fault, string])[] = [
  ['is down', { rejects: 'AiError: 3040: No more data centers to forward the request to' }, 'failed'],
  [
    'has no allowance left',
    { rejects: '3036: You have used up your daily free allocation of 10,000 neurons.' },
    'quota',
  ],
  ['does not answer', 'never ends', 'slow'],
  ['gives nothing', { answers: undefined }, 'unusable'],
  ['gives a text', { answers: 'oops' }, 'unusable'],
  ['gives no vector', { answers: { shape: [0, DIMENSIONS], data: [] } }, 'unusable'],
  ['gives two vectors for one text', { answers: { data: [full, full] } }, 'unusable'],
  ['gives a short vector', { answers: { data: [[1, 2, 3]] } }, 'unusable'],
  ['gives no numbers', { answers: { data: [full.map(() => Number.NaN)] } }, 'unusable'],
  ['gives numbers as text', { answers: { data: [full.map(String)] } }, 'unusable'],
  ['gives zeros', { answers: { data: [full.map(() => 0)] } }, 'unusable'],
  ['puts it into a queue', { answers: { request_id: '1' } }, 'unusable'],
];
const INDEX_FAULTS: readonly (readonly [string, Fault, string])[] = [
  ['is down', { rejects: 'VECTOR_QUERY_ERROR (code = 40041)' }, 'failed'],
  ['does not answer', 'never ends', 'slow'],
  ['gives nothing', { answers: null }, 'unusable'],
  ['gives matches without ids', { answers: { count: 1, matches: [{ score: 1 }] } }, 'unusable'],
  ['gives matches without scores', { answers: { count: 1, matches: [{ id: 'a', score: 'high' }] } }, 'unusable'],
];

describe.each([
  ['model', 'ai' as const, AI_FAULTS],
  ['index', 'index' as const, INDEX_FAULTS],
])('when the %s', (_, part, faults) => {
  test.each(faults)('%s, nothing is near, and one line says why', async (_what, fault, reason) => {
    const world = simulated();
    world[part].fault = fault;
    const answers = await Promise.all([world.ask(), world.ask(), world.ask()]);
    for (const answer of answers) expect(answer).toEqual({ of: 'passages', ids: [] });
    expect(world.lines).toEqual([{ event: 'vectors', server: 'guides-mcp', reason }]);
  });
});

test('after a failure it is left alone for a while, and then asked again', async () => {
  const { ai, index, lines, wait, ask } = simulated();
  await index.upsert([{ id: 'a', values: toyVector(QUERY) }]);
  index.settle();
  ai.fault = { rejects: 'down' };
  await ask();
  ai.fault = null;
  expect(await ask()).toEqual({ of: 'passages', ids: [] });
  expect(ai.texts).toEqual([]);
  wait(6_000);
  expect(await ask()).toEqual({ of: 'passages', ids: ['a'] });
  expect(lines).toHaveLength(1);
});

test('what is not about the same is not near, however few there are', async () => {
  const { index, ask } = simulated();
  await index.upsert([
    { id: 'far', values: toyVector('приготовление борща со сметаной') },
    { id: 'near', values: toyVector('бросить учёбу') },
  ]);
  index.settle();
  expect(await ask()).toEqual({ of: 'passages', ids: ['near'] });
});

test('without vectors nothing is asked and nothing is told', async () => {
  const lines: object[] = [];
  expect(await createNearest('guides-mcp')(null)(QUERY, (line) => lines.push(line))).toEqual({
    of: 'passages',
    ids: [],
  });
  expect(lines).toEqual([]);
});
