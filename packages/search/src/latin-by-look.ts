/** Cyrillic letters that look like a Latin one. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [...'авекмнорстух'].map((letter, index) => [letter, [...'abekmhopctyx'][index] ?? letter]),
);

/** A text with the Cyrillic letters that look like Latin ones replaced by those. */
export function latinByLook(text: string): string {
  return [...text].map((letter) => LOOKALIKES.get(letter) ?? letter).join('');
}
