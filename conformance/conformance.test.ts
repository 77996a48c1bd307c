import { beforeAll, describe, expect, test } from 'vitest';
import type { ServerName } from './bundle.ts';
import { type Conformance, runConformance } from './conformance.ts';
import { type SetName, scoreOf } from './verdict.ts';

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

const passed = (server: ServerName, set: SetName) => {
  const run = conformance.runs.find((each) => each.server === server && each.set === set);
  return run && `${scoreOf(run)} of ${run.required.length}`;
};

describe('behind our door, filled up with what the suite asks for', () => {
  test('2026-07-28 is met in full', () => {
    expect(passed('complete', '2026-07-28')).toBe('37 of 37');
  });

  test('2025-11-25 is met but for the four scenarios that push a question to the client', () => {
    expect(passed('complete', '2025-11-25')).toBe('26 of 30');
  });

  test('the sign-in meets the scenarios for authorization servers', () => {
    expect(passed('complete', 'authorization')).toBe('2 of 2');
  });
});

describe('the kit alone, which offers no images, sounds, progress or questions', () => {
  test('meets less than the whole of 2026-07-28', () => {
    expect(passed('declared', '2026-07-28')).toBe('18 of 37');
  });

  test('meets less than the whole of 2025-11-25', () => {
    expect(passed('declared', '2025-11-25')).toBe('14 of 30');
  });
});
