import { beforeAll, describe, expect, test } from 'vitest';
import { type Conformance, runConformance } from './conformance.ts';
import { scoreOf } from './verdict.ts';

let conformance: Conformance;
beforeAll(async () => {
  conformance = await runConformance();
}, 180_000);

test('the suite is content with everything but what is listed', () => {
  expect(conformance.unexpected).toEqual([]);
});

test('everything that is listed still fails, for the reason it is listed for', () => {
  expect(conformance.stale).toEqual([]);
});

describe('behind our door', () => {
  const passed = (set: string) => {
    const run = conformance.runs.find((each) => each.server === 'complete' && each.set === set);
    return run && `${scoreOf(run)} of ${run.required.length}`;
  };

  test('2026-07-28 is met in full', () => {
    expect(passed('2026-07-28')).toBe('37 of 37');
  });

  test('2025-11-25 is met but for the four scenarios that push a question to the client', () => {
    expect(passed('2025-11-25')).toBe('26 of 30');
  });

  test('the sign-in meets the scenarios for authorization servers', () => {
    expect(passed('authorization')).toBe('2 of 2');
  });
});
