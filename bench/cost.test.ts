import { describe, expect, test } from 'vitest';
import { type Action, type Billed, billOf, limitsOf, monthOf, PLAN_USD, PRICES, priceOf } from './cost.ts';

const NOTHING: Action = {
  title: 'nothing',
  timesADay: 1,
  requests: 0,
  objectCalls: 0,
  objectMs: 0,
  kvReads: 0,
  kvWrites: 0,
  kvDeletes: 0,
  kvLists: 0,
  rowsRead: 0,
  rowsWritten: 0,
  logLines: 0,
  cpuMs: 0,
};
const units = Object.keys(PRICES) as Billed[];

describe('the bill of a month', () => {
  test('is the plan when nobody does anything', () => {
    expect(billOf(monthOf([NOTHING], 1_000_000, 0))).toBe(PLAN_USD);
  });

  test.each(units)('is nothing for as many %s as the plan includes, and the price for a million more', (unit) => {
    const { included, per, usd } = PRICES[unit];
    expect(priceOf(unit, included)).toBe(0);
    expect(priceOf(unit, included + per)).toBeCloseTo(usd, 6);
  });

  test('agrees with the example that Cloudflare publishes: 15 million requests of 7 ms cost 8 dollars', () => {
    const usage = { ...monthOf([NOTHING], 1, 0), requests: 15e6, cpuMs: 7 * 15e6 };
    expect(billOf(usage)).toBeCloseTo(8, 6);
  });

  test('agrees with the example of a Durable Object: 1.5 million calls cost 7.5 cents, 128,000 GB-s are included', () => {
    const usage = { ...monthOf([NOTHING], 1, 0), objectCalls: 1.5e6, objectGbSeconds: 128_000 };
    expect(billOf(usage)).toBeCloseTo(PLAN_USD + 0.075, 6);
  });
});

describe('what a month uses', () => {
  const write: Action = {
    ...NOTHING,
    timesADay: 4,
    requests: 1,
    objectCalls: 1,
    objectMs: 8,
    rowsWritten: 6,
    cpuMs: 2,
  };
  const signIn: Action = { ...NOTHING, timesADay: 1 / 30, requests: 9, kvWrites: 5, logLines: 3 };
  const month = monthOf([write, signIn], 1_000, 100_000);

  test('is every action as often as it happens, by all learners, on thirty days', () => {
    expect(month.requests).toBeCloseTo(1_000 * (4 * 30 + 9), 6);
    expect(month.rowsWritten).toBeCloseTo(1_000 * 4 * 30 * 6, 6);
    expect(month.cpuMs).toBeCloseTo(1_000 * 4 * 30 * 2, 6);
    expect(month.kvWrites).toBeCloseTo(1_000 * 5, 6);
  });

  test('bills an object for 128 MB while it works', () => {
    expect(month.objectGbSeconds).toBeCloseTo(1_000 * 4 * 30 * 0.008 * 0.128, 6);
  });

  test('has a log event for each request, each call of an object and each line', () => {
    expect(month.logEvents).toBeCloseTo(1_000 * (4 * 30 * 2 + 9 + 3), 6);
  });

  test('has what is stored of all learners', () => {
    expect(month.storedGb).toBeCloseTo(0.1, 9);
  });

  test('grows with the number of learners alone', () => {
    const twice = monthOf([write, signIn], 2_000, 100_000);
    for (const unit of units) expect(twice[unit]).toBeCloseTo(2 * month[unit], 6);
  });
});

describe('the limits', () => {
  const refresh: Action = { ...NOTHING, title: 'token refresh of dt-mcp', timesADay: 2, requests: 1 };

  test('come in the order in which they break', () => {
    const shares = limitsOf([refresh], 1_000_000).map(({ used, limit }) => used / limit);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
  });

  test('count the token requests of the busiest minute: two a day by a million are 1,389 in an average minute', () => {
    const tokens = limitsOf([refresh], 1_000_000).find(({ what }) => what.startsWith('token requests'));
    expect(tokens?.used).toBeCloseTo((2_000_000 / 1_440) * 5, 3);
  });
});
