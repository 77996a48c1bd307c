import { describe, expect, test } from 'vitest';
import type { SignedInPerson, TestPeople } from './person.ts';
import { errorOf } from './rpc.ts';
import type { AnyServer } from './subject.ts';
import type { ToolCall } from './two-people.ts';

/** What the tests of the largest records need from a server that keeps data. */
export interface LargestInputsOptions<Services> {
  readonly server: { readonly tools: readonly Pick<AnyServer['tools'][number], 'name' | 'facts' | 'input'>[] };
  readonly people: TestPeople<Services>;
  /** The largest inputs that the schemas of the writing tools accept, filled with one character. */
  largest(character: string): readonly ToolCall[];
  /** By tool, the field whose maximum does not fit in an answer and is refused. */
  readonly tooLarge: { readonly [tool: string]: string };
  /** Fields by which a read covers all that `largest` saves. */
  readonly period: { readonly [field: string]: string };
}

/** Registers the tests that a record of any size that a schema accepts can be read back. */
export function largestInputsContract<S>(options: LargestInputsOptions<S>): void {
  const { server, people, largest, tooLarge, period } = options;
  const reads = server.tools.filter(({ facts }) => facts.effect === 'read');

  /** Every read succeeds, with its example and for the period. */
  async function expectReadable({ call }: SignedInPerson): Promise<void> {
    for (const { name, facts, input } of reads) {
      const inPeriod = Object.keys(period).every((field) => field in input.shape);
      const reply = await call(name, { ...facts.examples[0].input, ...(inPeriod && period) });
      expect(reply.text, name).not.toMatch(/слишком велик|INTERNAL/);
    }
  }

  describe('the largest record that a schema accepts', () => {
    test('is written, answered, and read back', async () => {
      const person = await people.signIn();
      for (const [name, input] of largest('ж')) {
        const reply = await person.call(name, input);
        const field = tooLarge[name];
        if (field !== undefined) expect(errorOf(reply)).toMatchObject({ code: 'INVALID_ARGUMENT', field });
        else expect(reply.result, name).toMatchObject({ isError: false });
      }
      await expectReadable(person);
    });

    test.each(['"', '\u0001'])(
      'is written and read back, or refused, if its characters are longer in JSON: %j',
      async (character) => {
        const person = await people.signIn();
        for (const [name, input] of largest(character)) {
          const reply = await person.call(name, input);
          const refused = reply.result?.['isError'] === true;
          if (refused) expect(errorOf(reply), name).toMatchObject({ code: 'INVALID_ARGUMENT' });
        }
        await expectReadable(person);
      },
    );
  });
}
