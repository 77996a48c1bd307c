import type { ServerContract } from '@aisystant/mcp';

/** Characters a model reads as one token; Russian text and JSON together. */
const CHARACTERS_A_TOKEN = 3.2;

/** What a model reads of a server's tools before a conversation begins, in tokens: those shown to whoever asks for none. */
export function modelTokens({ tools, toolsets = {} }: Pick<ServerContract, 'tools' | 'toolsets'>): number {
  const [shown] = Object.values(toolsets);
  const listed = shown ? tools.filter(({ id }) => shown.includes(id)) : tools;
  const read = listed.map(({ name, description, input_schema }) => JSON.stringify({ name, description, input_schema }));
  return Math.round(read.join('').length / CHARACTERS_A_TOKEN);
}
