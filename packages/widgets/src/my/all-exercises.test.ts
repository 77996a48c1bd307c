import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { allExercises } from './all-exercises.ts';
import { ToolRefusal } from './section-error.ts';

/** A server with this many exercises, which gives fifty at most at once. */
const serverWith = (total: number) => ({
  async call(_tool: string, { limit, cursor }: Record<string, unknown>): Promise<CallToolResult> {
    const from = Number(cursor ?? 0);
    const next = from + Math.min(Number(limit), 50);
    const items = Array.from({ length: Math.min(next, total) - from }, (_, i) => ({ id: `ex-${from + i}` }));
    return { content: [], structuredContent: { items, total, next_cursor: next < total ? String(next) : null } };
  },
});

test.each([0, 1, 50, 51, 130])('a catalogue of %i exercises is shown whole', async (total) => {
  const found = await allExercises(serverWith(total));
  expect(found.map((item) => item.text('id'))).toEqual(Array.from({ length: total }, (_, i) => `ex-${i}`));
});

test('a page that is refused is the refusal of the list: a part is never shown as the whole', async () => {
  const { call } = serverWith(130);
  const refusing = (tool: string, input: Record<string, unknown>) =>
    input['cursor'] === '100' ? Promise.resolve({ content: [], isError: true }) : call(tool, input);
  await expect(allExercises({ call: refusing })).rejects.toBeInstanceOf(ToolRefusal);
});
