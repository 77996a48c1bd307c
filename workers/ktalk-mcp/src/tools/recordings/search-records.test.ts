import { refusalOf } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emailOf, office } from '../../testing/office.ts';
import { fillIndex, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { searchRecords } from './search-records.ts';

/** An e-mail of this test alone: accounts are remembered by e-mail. */
const leaver = emailOf(`left-${crypto.randomUUID()}`);

beforeAll(async () => {
  const space = office();
  const left = space.users.map((user) =>
    user.surname === 'boris' ? { ...user, email: leaver, disabled: true } : user,
  );
  // The same person was taken on again, with the same e-mail and another account.
  const again = { key: 'u-boris-2', email: leaver, surname: 'boris' };
  const [first, ...rest] = space.meetings;
  if (!first) throw new Error('the office has meetings');
  const later = { ...first, key: 'rec-0009', createdAt: '2026-11-27T09:00:00.000Z', roster: ['u-anna', 'u-boris-2'] };
  serveSpace({ ...space, users: [...left, again], meetings: [later, first, ...rest] });
  await fillIndex();
});
afterAll(restoreNetwork);

const anna = people.clientOf('id of anna', { email: emailOf('anna') });
const found = async (participant: string) => {
  const { data } = await anna(searchRecords, { query: 'планирование', participant });
  return (data['items'] as { key: string }[]).map(({ key }) => key);
};

test('meetings with a colleague are found by e-mail, under every account they had, disabled ones too', async () => {
  expect(await found(leaver)).toEqual(['rec-0009', 'rec-0001']);
  expect(await found(leaver.toUpperCase())).toEqual(['rec-0009', 'rec-0001']);
});

test('an e-mail that no account has, or only a part of one, finds none', async () => {
  expect(await found('nobody@example.test')).toEqual([]);
  expect(await found(leaver.slice(1))).toEqual([]);
});

test.each(['boris', ' Boris', 'boris,', '«boris»'])(
  'a participant is known by the words of the name, whatever stands beside them: %j',
  async (participant) => {
    expect(await found(participant)).toEqual(['rec-0009', 'rec-0001']);
  },
);

test.each([
  ['query', { query: '?!' }],
  ['participant', { query: 'планирование', participant: '  ' }],
  ['participant', { query: 'планирование', participant: '?!' }],
])('%s without a word finds nothing by chance: it is refused', async (field, input) => {
  expect(await refusalOf(anna(searchRecords, input))).toMatchObject({ code: 'INVALID_ARGUMENT', field });
});
