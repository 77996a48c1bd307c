import { beforeAll, describe, expect, test } from 'vitest';
import type { ServerName } from './bundle.ts';
import { type Conformance, runConformance } from './conformance.ts';
import { type SetName, scoreOf } from './verdict.ts';

let conformance: Conformance;
beforeAll(async () => {
  conformance = await runConformance();
}, 180_000);

test('the suite passes, except for the listed failures', () => {
  expect(conformance.unexpected).toEqual([]);
});

test('every listed failure still fails, for the listed reason', () => {
  expect(conformance.stale).toEqual([]);
});

const passed = (server: ServerName, set: SetName) => {
  const run = conformance.runs.find((each) => each.server === server && each.set === set);
  return run && `${scoreOf(run)} of ${run.required.length}`;
};

describe('the kit behind its sign-in, with the features that the suite asks for', () => {
  test('2026-07-28 is met in full', () => {
    expect(passed('complete', '2026-07-28')).toBe('37 of 37');
  });

  test('2025-11-25 is met, except for the four scenarios in which a server asks the client', () => {
    expect(passed('complete', '2025-11-25')).toBe('26 of 30');
  });

  test('the sign-in meets the scenarios for authorization servers', () => {
    expect(passed('complete', 'authorization')).toBe('2 of 2');
  });
});

describe('the kit alone, without images, audio, progress and elicitation', () => {
  test('meets less than the whole of 2026-07-28', () => {
    expect(passed('declared', '2026-07-28')).toBe('18 of 37');
  });

  test('offers skills as SEP-2640 has them', () => {
    expect(passed('declared', 'skills')).toBe('2 of 2');
  });

  test('meets less than the whole of 2025-11-25', () => {
    expect(passed('declared', '2025-11-25')).toBe('14 of 30');
  });
});
