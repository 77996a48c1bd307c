import { describe, expect, test } from 'vitest';
import type { SignedInPerson, TestPeople } from './person.ts';
import { BOTH_ERAS } from './rpc.ts';

const REQUESTS = 200;

/** One call of a tool by its name on the wire. */
export type ToolCall = readonly [tool: string, input: object];

/** What the tests of two people need from a server that keeps data. `words` are put into every field of text. */
export interface TwoPeopleOptions<Services> {
  readonly people: TestPeople<Services>;
  /** Saves the same few records, with the same keys, for each person. */
  saveRecords(person: SignedInPerson, words: string): Promise<unknown>;
  /** The call that lists these records, the scope it needs, their number, and their ids in its data. */
  readonly list: {
    readonly call: ToolCall;
    readonly scope: string;
    readonly length: number;
    ids(data: unknown): readonly string[];
  };
  /** What a client calls in turn, as its i-th call. */
  readonly calls: readonly ((words: string, i: number) => ToolCall)[];
}

/** Registers the tests that two people share nothing, and that two clients of one person share everything. */
export function twoPeopleContract<S>({ people, saveRecords, list, calls }: TwoPeopleOptions<S>): void {
  const personMarked = async (words: string) => {
    const person = await people.signIn();
    await saveRecords(person, words);
    return { ...person, words };
  };
  const [listTool, listInput] = list.call;

  describe('two learners on one isolate, their requests interleaved, with the same JSON-RPC ids', () => {
    test(`never see each other’s data in ${REQUESTS} requests of both protocol versions`, async () => {
      const [anna, boris] = await Promise.all([personMarked('МАРКЕР-АННЫ'), personMarked('МАРКЕР-БОРИСА')]);
      const replies = await Promise.all(
        Array.from({ length: REQUESTS }, async (_, i) => {
          const [me, other] = i % 2 === 0 ? [anna, boris] : [boris, anna];
          const round = Math.floor(i / 2);
          const [name, args] = calls[round % calls.length]?.(me.words, round) ?? ['', {}];
          const era = BOTH_ERAS[Math.floor(round / calls.length) % 2] ?? BOTH_ERAS[0];
          return { reply: await me.call(name, args, { era, id: round }), me, other, name };
        }),
      );
      for (const { reply, me, other, name } of replies) {
        expect(reply.status).toBe(200);
        expect(reply.result).toMatchObject({ isError: false });
        expect(reply.text).not.toContain(other.words);
        expect(reply.text).not.toContain(other.userId);
        if (name === listTool) expect(reply.text).toContain(me.words);
      }
    });

    test('can save the same record, and each lists only their own', async () => {
      const both = await Promise.all([personMarked('АННА'), personMarked('БОРИС')]);
      const ids = await Promise.all(
        both.map(async ({ call }) => {
          const listed = list.ids((await call(listTool, listInput)).result?.['structuredContent']);
          expect(listed).toHaveLength(list.length);
          return listed;
        }),
      );
      expect(new Set(ids.flat()).size).toBe(2 * list.length);
    });
  });

  test('two clients of one learner see the same data', async () => {
    const phone = await people.signIn();
    const laptop = await people.signIn([list.scope], phone.userId);
    await saveRecords(phone, 'с телефона');
    const reply = await laptop.call(listTool, listInput);
    expect(list.ids(reply.result?.['structuredContent'])).toHaveLength(list.length);
    expect(reply.text).toContain('с телефона');
  });
}
