import { latinByLook } from './latin-by-look.ts';

/** A permanent number in a text: `X1.2:3`, `R5.1`, also with a Cyrillic letter. */
const NUMBER = /(?<![\p{L}\p{N}.])[a-zа-я]\d{1,2}\.\d{1,2}(?::(?:\d{1,3}(?:\.\d{1,2})?|end))?(?![\p{L}\p{N}])/giu;

/** One search token of a permanent number, in letters and digits only, as the tokenizer of the index keeps it whole. */
function tokenOf(number: string): string {
  return `no${latinByLook(number.toLowerCase()).replaceAll('.', 'd').replaceAll(':', 'p')}`;
}

/** The permanent numbers of a text as search tokens, and the text without them. */
export function numberTokens(text: string): { readonly tokens: readonly string[]; readonly rest: string } {
  return { tokens: (text.match(NUMBER) ?? []).map(tokenOf), rest: text.replace(NUMBER, ' ') };
}

const TOKEN = /^no[a-zа-я]\d{1,2}d\d{1,2}(?:p(?:\d{1,3}(?:d\d{1,2})?|end))?$/u;

/** A search token as people write it: a permanent number with its marks, any other word as it is. */
export function asWritten(token: string): string {
  if (!TOKEN.test(token)) return token;
  const [letter = '', ...rest] = token.slice(2).replace('end', 'E');
  return letter.toUpperCase() + rest.join('').replaceAll('d', '.').replaceAll('p', ':').replace('E', 'End');
}
