import { describe, expect, test } from 'vitest';
import { type KeptData, newUserId } from './kept-data.ts';
import { refusalOf } from './person.ts';

/** A wrong input is refused with the name of its field, and changes nothing. */
export function wrongInputs<S>({ people, fill, snapshot, wrongInputs: cases, toolNamed, inputOf }: KeptData<S>): void {
  describe('is refused with the name of the field, without any change:', () => {
    test.each(cases)('%s in %s', async (_, name, change, field) => {
      const userId = newUserId();
      await fill(userId, 'слова');
      const before = await snapshot(userId);
      const refusal = await refusalOf(people.clientOf(userId)(toolNamed(name), { ...inputOf(name), ...change }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field, retryable: false });
      expect(await snapshot(userId)).toBe(before);
    });
  });
}
