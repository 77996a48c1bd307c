import { type Client, ProtocolError } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { runCases } from './cases.ts';
import { goodSubmission } from './testing/good-submission.ts';

const { positive, negative } = goodSubmission('chatgpt').listing;

test('a case of a tool that the server does not have is told like any other that does not hold', async () => {
  const callTool = async ({ name }: { readonly name: string }) => {
    if (name === 'notes_search') throw new ProtocolError(-32602, 'Tool notes_search not found');
    return { content: [{ type: 'text', text: 'заметка' }] };
  };
  const connect = async () => ({ callTool }) as unknown as Client;
  const misspelt = <Case>(each: Case) => ({ ...each, tool: 'notes_search' });
  const cases = { positive: [...positive, ...positive.map(misspelt)], negative: negative.map(misspelt) };
  const mismatches = (await runCases(cases, connect)).map(({ mismatch }) => mismatch);
  expect(mismatches.slice(0, positive.length)).toEqual(positive.map(() => null));
  const others = mismatches.slice(positive.length);
  expect(others).toHaveLength(8);
  expect(new Set(others)).toEqual(new Set(['it cannot be called: Tool notes_search not found']));
});
