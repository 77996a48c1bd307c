import { afterAll, beforeEach, expect, test } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { bindings, directKTalk, emptyIndex, migrate, restoreNetwork, serveSpace } from '../testing/person.ts';
import { createSpace, type Space } from '../testing/space.ts';
import { syncPass, syncStep } from './sync.ts';

const START = Date.parse('2026-11-28T12:00:00Z');
const DAY = 24 * 60 * 60_000;
const index = d1IndexWriter(bindings.DB);
let space: Space;
let now: number;
const deps = { index, ktalk: directKTalk(), now: () => now, log: () => {} };

async function begin(count: number): Promise<void> {
  const meetings = Array.from({ length: count }, (_, n) => ({
    key: `rec-${n}`,
    title: `Встреча ${n}`,
    creator: 'u-anna',
    roster: ['u-anna'],
    createdAt: new Date(START - n * 60_000).toISOString(),
  }));
  space = createSpace([], meetings);
  serveSpace(space);
  await migrate();
  await emptyIndex();
}

beforeEach(() => {
  now = START;
});
afterAll(restoreNetwork);

test('however slow KTalk is, a step begins no recording after its time, and the next steps read the rest', async () => {
  await begin(25);
  space.fault = () => {
    now += 7_000;
    return null;
  };
  let last = 0;
  for (let steps = 0; steps < 20; steps += 1) {
    const began = now;
    await syncStep(deps, { recordings: 100, untilMs: began + 80_000 });
    // The last recording that was begun has two requests.
    expect(now - began).toBeLessThanOrEqual(80_000 + 2 * 7_000);
    last = (await d1IndexReader(bindings.DB, 'u-anna').freshness()).complete;
  }
  expect(last).toBe(25);
});

test('a step that is overtaken by another leaves no position behind at which the next pass would begin', async () => {
  await begin(250);
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await syncPass(deps);
  let held = false;
  space.fault = async (path) => {
    if (held || !path.includes('v2')) return null;
    held = true;
    await gate;
    return null;
  };
  const patient = { ...deps, ktalk: directKTalk({ timeoutMs: 8_000, totalMs: 16_000 }) };
  const slow = syncPass(patient);
  await expect.poll(() => held).toBe(true);
  while (await syncPass(deps));
  open();
  await slow;
  now = START + 2 * DAY;
  const before = space.requests.length;
  await syncPass(deps);
  expect(space.requests.slice(before).filter((request) => request.includes('pageTokenString'))).toEqual([]);
});
