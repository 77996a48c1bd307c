import { expect, test } from 'vitest';
import { httpKTalkStore } from './http-ktalk-store.ts';
import type { CallKTalk } from './ktalk-calls.ts';

/** What is told of a key of which KTalk tells this. */
async function statusOf(info: object | null) {
  const call: CallKTalk = async (_, { schema }) => {
    const parsed = schema.safeParse(info);
    return parsed.success ? parsed.data : null;
  };
  return httpKTalkStore(call).keyStatus();
}

const scopes = [{ type: 'recording', restrictionType: 'read' }];
const inAnHour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test.each([
  ['will end', inAnHour(1), true],
  ['is over', inAnHour(-1), false],
  ['has no end', null, true],
  ['is not told', undefined, true],
  ['is no date', 'soon', true],
])('KTalk tells of a key whose time is over as of any other: one whose time %s', async (_, expiredAt, alive) => {
  expect(await statusOf({ expiredAt, scopes })).toEqual({ alive, scopes: ['recording'] });
});
