/** No number: JSON has none, and a host that passes a result on by `postMessage` may hand it over. */
export const NOT_A_NUMBER = '@NaN@';

/** A text of this length is long: where an answer has it many times, its script has it once. */
const LONG = 1_000;

/** A value as an expression of a script in a page. */
export function script(value: unknown): string {
  const long: string[] = [];
  const json = JSON.stringify(value, (_, leaf) => {
    if (typeof leaf !== 'string' || leaf.length < LONG) return leaf;
    if (!long.includes(leaf)) long.push(leaf);
    return `@long ${long.indexOf(leaf)}@`;
  });
  const expression = json.replaceAll(`"${NOT_A_NUMBER}"`, 'NaN').replaceAll(/"@long (\d+)@"/g, 'long[$1]');
  return long.length > 0 ? `((long) => (${expression}))(${JSON.stringify(long)})` : expression;
}

/** The result of a tool as a server gives it. */
export const resultOf = (structuredContent: unknown) => ({
  content: [{ type: 'text', text: 'Ответ' }],
  structuredContent,
});
