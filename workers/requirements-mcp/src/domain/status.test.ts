import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTITY_TYPES } from './entity-type.ts';
import { checkTransition, initialStatus, parseStatus, TRANSITIONS } from './status.ts';

const typed = fc.constantFrom(...ENTITY_TYPES.filter((type) => TRANSITIONS[type].size > 0));
const statusesOf = (type: (typeof ENTITY_TYPES)[number]) => [...TRANSITIONS[type].keys()];

describe('a status', () => {
  test.each([
    ['epic', 'in_progress', 'In Progress'],
    ['user_story', 'IN-PROGRESS', 'In Progress'],
    ['requirement', 'active', 'Active'],
    ['requirement', 'Done', null],
    ['epic', 'Active', null],
    ['acceptance_criteria', 'Draft', null],
    ['epic', '', null],
  ] as const)('of %s written as %j is %j', (type, written, read) => {
    expect(parseStatus(type, written)).toBe(read);
  });

  test('is read back in any case, with spaces, hyphens or underscores', () => {
    fc.assert(
      fc.property(typed, fc.nat(), fc.constantFrom('_', '-', ' ', ''), fc.boolean(), (type, n, gap, upper) => {
        const statuses = statusesOf(type);
        const status = statuses[n % statuses.length] ?? 'Draft';
        const written = status.replaceAll(' ', gap);
        expect(parseStatus(type, upper ? written.toUpperCase() : written.toLowerCase())).toBe(status);
      }),
    );
  });

  test('of a new entity is the first of its type', () => {
    expect(ENTITY_TYPES.map(initialStatus)).toEqual(['Backlog', 'Backlog', null, 'Draft']);
  });
});

/** The tables of the contract, written a second time: from → to. */
const WORK = {
  Backlog: ['Draft', 'In Progress', 'Cancelled'],
  Draft: ['Backlog', 'In Progress', 'Cancelled'],
  'In Progress': ['Done', 'Cancelled'],
  Done: ['In Progress'],
  Cancelled: ['Backlog'],
};
const REQUIREMENT = { Draft: ['Active', 'Obsolete'], Active: ['Obsolete'], Obsolete: ['Active'] };

describe.each([
  ['epic', WORK],
  ['user_story', WORK],
  ['requirement', REQUIREMENT],
] as const)('a transition of %s', (type, table) => {
  const statuses = statusesOf(type);
  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

  test.each(pairs)('from %s to %s is as the contract has it, and a refusal says what is allowed', (from, to) => {
    const allowed: readonly string[] = Object.entries(table).find(([each]) => each === from)?.[1] ?? [];
    const expected = from === to || allowed.includes(to) ? { ok: true, value: to } : { ok: false, error: allowed };
    expect(checkTransition(type, from, to)).toEqual(expected);
  });
});
