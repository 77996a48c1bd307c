import { describe } from 'vitest';
import { type KeptDataOptions, keptDataOf } from './kept-data.ts';
import { ownData } from './own-data.ts';
import { quotedWords } from './quoted-words.ts';
import { readsWriteNothing } from './reads-write-nothing.ts';
import { wrongInputs } from './wrong-inputs.ts';

/** Registers the tests of a server that keeps data about people: what reads, wrong inputs and a person's words do to it. */
export function keptDataContract<Services>(options: KeptDataOptions<Services>): void {
  const data = keptDataOf(options);
  describe(`the data that ${options.server.name} keeps`, () => {
    readsWriteNothing(data);
    wrongInputs(data);
    quotedWords(data);
    if (options.server.ownData) ownData(data);
  });
}
