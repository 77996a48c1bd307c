import type { ServerContract } from '@aisystant/mcp';

/** Characters a model reads as one token; Russian text and JSON together. */
const CHARACTERS_A_TOKEN = 3.2;

/** What a model reads of a server's tools before a conversation begins, in tokens. */
export function modelTokens({ tools }: Pick<ServerContract, 'tools'>): number {
  const read = tools.map(({ name, description, input_schema }) => JSON.stringify({ name, description, input_schema }));
  return Math.round(read.join('').length / CHARACTERS_A_TOKEN);
}
