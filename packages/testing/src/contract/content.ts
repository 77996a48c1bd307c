import { quoteWords, SIGNED_IN, ToolError } from '@aisystant/mcp';
import { expect, test } from 'vitest';
import type { ToolAnswer } from './person.ts';
import { type AnyTool, exampleTimeMs, type Subject } from './subject.ts';

/** Words, unlike ids, times and members of enumerations. */
const WORDS = /\s|[^ -~]/;

/** Many clients show only the text of an answer, so the words of a person that are in its data are in the text too. */
export function contentContract({ server, people }: Subject): void {
  test('the text of an answer has every text of the person that its data has', async () => {
    const ask = people.clientOf(`person-${crypto.randomUUID()}`);
    const written = new Set<string>();
    const calls = inOrder(server.tools).flatMap((tool) => tool.facts.examples.map(({ input }) => ({ tool, input })));
    for (const { tool, input } of calls) {
      if (tool.facts.effect === 'write') for (const text of wordsIn(input)) written.add(text);
      // An example may name a record that this person does not have.
      const answer = await ask(tool, input, exampleTimeMs(server, tool)).catch(expectedError);
      if (answer !== null) expect(missingTexts(answer, written), tool.name).toEqual([]);
    }
  });
}

/** The texts of the person that are in the data of an answer and not in its text. */
function missingTexts({ data, summary }: ToolAnswer, written: ReadonlySet<string>): readonly string[] {
  return wordsIn(data).filter((text) => written.has(text) && !summary.includes(quoteWords(text).slice(1, -1)));
}

/** First what a person writes, then what they read, then what takes access or data away. */
function inOrder(tools: readonly AnyTool[]): readonly AnyTool[] {
  const rank = ({ facts: { effect, scope } }: AnyTool) =>
    effect === 'destructive' || scope === SIGNED_IN ? 2 : effect === 'read' ? 1 : 0;
  return tools.toSorted((one, other) => rank(one) - rank(other));
}

const expectedError = (error: unknown) => {
  if (error instanceof ToolError) return null;
  throw error;
};

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return WORDS.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}
