import { expect, test } from 'vitest';
import type { CallKTalk } from './ktalk-calls.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { ownKeyList, type Visited } from './own-key-list.ts';

const NEWEST = Date.parse('2026-11-28T12:00:00Z');
const createdAt = (age: number) => new Date(NEWEST - age * 3_600_000).toISOString();

/** The list of a person to whom recordings are added at its beginning before each further page is read. */
function growingList(count: number, added: number) {
  const recordings = Array.from({ length: count }, (_, age) => ({ id: `r${age}`, createdDate: createdAt(age) }));
  let later = 0;
  const call: CallKTalk = async (_, { query = {}, schema }) => {
    const skip = Number(query['skip']);
    const page = { recordings: recordings.slice(skip, skip + Number(query['top'])) };
    for (let n = 0; n < added; n += 1) {
      later += 1;
      recordings.unshift({ id: `later${later}`, createdDate: createdAt(-later) });
    }
    const parsed = schema.safeParse(page);
    return parsed.success ? parsed.data : null;
  };
  return ownKeyList(call);
}

test.each([0, 1, 3, 40])(
  'of a list that grows by %i at each of its pages every recording is visited once',
  async (added) => {
    const visited: string[] = [];
    const visit = async ({ key }: ListedRecording): Promise<Visited> => {
      visited.push(key);
      return 'next';
    };
    expect(await growingList(350, added).scan(null, visit)).toBeNull();
    expect(visited).toEqual(Array.from({ length: 350 }, (_, age) => `r${age}`));
  },
);
