import { beforeAll, describe, expect, test } from 'vitest';
import { declaredError } from './examples.ts';
import { type KeptData, newUserId } from './kept-data.ts';
import { WORDS } from './subject.ts';

/** A read changes nothing that is kept, whatever its hints say. */
export function readsWriteNothing<S>({ people, reads, fill, saves, snapshot, toolNamed }: KeptData<S>): void {
  describe('a read', () => {
    const userId = newUserId();
    beforeAll(async () => {
      await fill(userId, WORDS);
      const ask = people.clientOf(userId);
      for (const [name, input] of saves(WORDS)) await ask(toolNamed(name), input);
    });

    test.each(reads.map((tool) => [tool.name, tool] as const))('%s writes nothing', async (_, tool) => {
      const before = await snapshot(userId);
      expect(before).toContain(WORDS);
      const ask = people.clientOf(userId);
      for (const { input } of tool.facts.examples) {
        const answer = await ask(tool, input).catch(declaredError(tool));
        expect(answer?.summary).not.toBe('');
      }
      expect(await snapshot(userId)).toBe(before);
    });
  });
}
