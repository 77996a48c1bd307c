import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Check, type ExpectedFailure, findingsOf, judge, type Run, scoreOf } from './verdict.ts';

const check = (status: Check['status'], id = 'a-check', message = ''): Check => ({ id, status, message });
const failure = check('FAILURE', 'a-check', 'no session');
const run = (checks: readonly Check[], required: readonly string[] = ['talk']): Run => ({
  server: 'complete',
  set: '2025-11-25',
  required,
  scenarios: [{ name: 'talk', checks }],
});
const expectation = (change: Partial<ExpectedFailure> = {}): ExpectedFailure => ({
  servers: ['complete'],
  sets: ['2025-11-25'],
  what: ['talk'],
  says: /no session/,
  reason: 'we keep none',
  impact: 'none',
  ...change,
});
const clean = { unexpected: [], stale: [] };

describe('what the suite finds wrong with a server', () => {
  const findings = (checks: readonly Check[]) => findingsOf(run(checks), { name: 'talk', checks });

  test('nothing, when checks succeeded', () => {
    expect(findings([check('SUCCESS'), check('INFO')])).toEqual([]);
  });

  test('a failure and a warning alike', () => {
    expect(findings([check('SUCCESS'), check('WARNING')])).toHaveLength(1);
    expect(findings([failure])).toHaveLength(1);
  });

  test('a scenario without checks, since it proves nothing', () => {
    expect(findings([check('SKIPPED'), check('SUCCESS', 'wire-schema-valid')])).toMatchObject([{ check: 'none' }]);
  });
});

describe('the verdict', () => {
  test('is clean when everything passes and nothing is expected to fail', () => {
    expect(judge([run([check('SUCCESS')])], [])).toEqual(clean);
  });

  test('is clean when exactly what was expected fails', () => {
    expect(judge([run([failure])], [expectation()])).toEqual(clean);
    expect(judge([run([failure, check('SUCCESS', 'b')])], [expectation({ what: ['talk:a-check'] })])).toEqual(clean);
  });

  test('reports an unexpected failure', () => {
    expect(judge([run([failure])], []).unexpected).toMatchObject([{ scenario: 'talk', check: 'a-check' }]);
  });

  test('an expectation of one check does not excuse another', () => {
    const verdict = judge([run([failure, check('FAILURE', 'b', 'no session')])], [expectation({ what: ['talk:b'] })]);
    expect(verdict.unexpected).toMatchObject([{ check: 'a-check' }]);
  });

  test('an expectation does not excuse a failure for another reason', () => {
    const verdict = judge([run([check('FAILURE', 'a-check', '401')])], [expectation()]);
    expect(verdict.unexpected).toHaveLength(1);
    expect(verdict.stale).toHaveLength(1);
  });

  test('an expectation does not excuse another server or another set', () => {
    expect(judge([run([failure])], [expectation({ servers: ['declared'] })]).unexpected).toHaveLength(1);
    expect(judge([run([failure])], [expectation({ sets: ['2026-07-28'] })]).unexpected).toHaveLength(1);
  });

  test('names an expectation that passes now', () => {
    expect(judge([run([check('SUCCESS')])], [expectation()]).stale).toEqual(['talk (complete, 2025-11-25)']);
  });

  test('names an expectation of a scenario that the suite does not have', () => {
    expect(judge([run([check('SUCCESS')])], [expectation({ what: ['gone'] })]).stale).toHaveLength(1);
  });

  test('names a required scenario that was not run', () => {
    expect(judge([run([check('SUCCESS')], ['talk', 'listen'])], []).unexpected).toMatchObject([{ scenario: 'listen' }]);
  });
});

test('by the rule of the suite a scenario passes as long as nothing fails', () => {
  expect(scoreOf(run([check('WARNING')]))).toBe(1);
  expect(scoreOf(run([check('SUCCESS'), failure]))).toBe(0);
});

test('no failure or warning is ever lost: it is either expected or unexpected', () => {
  const checks = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('SUCCESS', 'FAILURE', 'WARNING', 'SKIPPED', 'INFO'),
      message: fc.constantFrom('no session', '401', ''),
    }),
  );
  const what = fc.subarray(['talk:a', 'talk:b', 'talk:c']);
  fc.assert(
    fc.property(checks, what, (given, named) => {
      const excused = ({ id, message }: Check) => named.includes(`talk:${id}`) && message === 'no session';
      const failed = given.filter(({ status }) => status === 'FAILURE' || status === 'WARNING');
      const { unexpected } = judge([run(given)], [expectation({ what: named })]);
      const counted = unexpected.filter((finding) => finding.check !== 'none');
      expect(counted).toHaveLength(failed.filter((each) => !excused(each)).length);
    }),
  );
});
