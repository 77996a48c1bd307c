import { describe, expect, test } from 'vitest';
import { render } from './report.ts';
import type { Check, Run } from './verdict.ts';

/** A run of two scenarios, of which the second may fail. */
function run(server: Run['server'], set: Run['set'], status: Check['status'] = 'SUCCESS'): Run {
  const check = { id: 'a-check', status, message: 'no picture' };
  const talk = { id: 'a-check', status: 'SUCCESS', message: '' } as const;
  return {
    server,
    set,
    required: ['talk', 'show'],
    scenarios: [
      { name: 'talk', checks: [talk] },
      { name: 'show', checks: [check] },
    ],
  };
}

const runs = [
  run('complete', 'authorization'),
  run('declared', '2025-11-25', 'FAILURE'),
  run('declared', '2026-07-28', 'FAILURE'),
  run('complete', '2025-11-25'),
  run('complete', '2026-07-28'),
];
const expected = [
  {
    servers: ['declared'] as const,
    sets: ['2025-11-25', '2026-07-28'] as const,
    what: ['show'],
    says: /no picture/,
    reason: 'we offer none',
    impact: 'a client shows text',
  },
];
const lines = render({ runs, unexpected: [], stale: [] }, expected).split('\n');

describe('the last line', () => {
  test('has the score of the kit alone before that of the completed server', () => {
    expect(lines.at(-1)).toBe(
      'conformance: declared (the kit alone) 2025-11-25 1/2, 2026-07-28 1/2; ' +
        'complete (with what the suite asks for beyond the kit) 2025-11-25 2/2, 2026-07-28 2/2, authorization 2/2; ' +
        '0 unexpected, 0 stale',
    );
  });
});

test('a table shows both servers side by side, with the number of the reason for what fails', () => {
  expect(lines.find((line) => line.startsWith('show'))?.split(/\s+/)).toEqual(['show', '1', 'ok']);
  expect(lines).toContain('1. we offer none');
});
