import { type ServerContract, shownByDefault } from '../define/contract.ts';

/** Average characters per token for Russian text and JSON. */
const CHARACTERS_A_TOKEN = 3.2;

/** Tokens of values as JSON, estimated from characters. */
export function tokensOf(values: readonly unknown[]): number {
  return Math.round(values.map((value) => JSON.stringify(value)).join('').length / CHARACTERS_A_TOKEN);
}

/** Tokens a model reads of a server's tools before a conversation begins: those of the default toolset. */
export function modelTokens(contract: Pick<ServerContract, 'tools' | 'toolsets'>): number {
  const shown = shownByDefault(contract);
  const listed = contract.tools.filter(({ id }) => shown.includes(id));
  return tokensOf(listed.map(({ name, description, input_schema }) => ({ name, description, input_schema })));
}
