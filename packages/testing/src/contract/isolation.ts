import { expect, test, vi } from 'vitest';
import { BOTH_ERAS, type Era } from './rpc.ts';
import type { AnyTool, Subject } from './subject.ts';

/** How often each of the two people asks everything at the same time. */
const ROUNDS = 5;
/** Every read of a server, many times: it grows with the number of tools. */
const LONGEST_MS = 30_000;

/** What one person gets does not depend on who else is there, even when the requests look alike and come at once. */
export function isolationContract(subject: Subject): void {
  const reads = subject.server.tools.filter(({ facts }) => facts.effect === 'read');
  const writes = subject.server.tools.filter(({ facts }) => facts.effect !== 'read');

  test.each(BOTH_ERAS)(
    'two people who ask at once with the same ids get what each gets alone (%s)',
    async (era) => {
      // Answers say at what moment they were made.
      vi.useFakeTimers({ toFake: ['Date'] });
      const people = [await subject.signIn(), await subject.signIn()] as const;
      const before = await everything(subject, reads, people[1], era);
      await everything(subject, writes, people[0], era);
      const alone = [
        await everything(subject, reads, people[0], era),
        await everything(subject, reads, people[1], era),
      ];
      expect(alone[1], 'what one person wrote, another must not read').toEqual(before);
      const crowd = Array.from({ length: ROUNDS }, () => people.map((token) => everything(subject, reads, token, era)));
      for (const round of crowd) {
        const answers = await Promise.all(round);
        expect(answers.map(({ length }) => length)).toEqual(alone.map(({ length }) => length));
        for (const [person, own] of alone.entries()) {
          for (const [call, answer] of own.entries()) expect(answers[person]?.[call]).toEqual(answer);
        }
      }
    },
    LONGEST_MS,
  );
}

/** The answers to all examples of the tools, asked by one person, all with the same id. */
function everything(
  { callUnlimited }: Subject,
  tools: readonly AnyTool[],
  token: string,
  era: Era,
): Promise<unknown[]> {
  const calls = tools.flatMap((tool) => tool.facts.examples.map(({ input }) => ({ tool, input })));
  return Promise.all(
    calls.map(async ({ tool, input }) => {
      const { status, result, error } = await callUnlimited(tool, input, { token, era, id: 1 });
      return { tool: tool.name, status, result, error };
    }),
  );
}
