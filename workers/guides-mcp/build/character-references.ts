/** Characters by the names that authors write in their place (HTML, section 13.5). None of them is a mark of Markdown. */
const NAMED: ReadonlyMap<string, string> = new Map(
  `nbsp \u00A0|ensp \u2002|emsp \u2003|thinsp \u2009|shy \u00AD|mdash —|ndash –|minus −|hellip …|bull •|middot ·
   laquo «|raquo »|bdquo „|ldquo “|rdquo ”|lsquo ‘|rsquo ’|quot "|apos '|sect §|deg °|times ×|plusmn ±
   rarr →|larr ←|harr ↔|le ≤|ge ≥|ne ≠|asymp ≈|infin ∞|copy ©|reg ®|trade ™|euro €`
    .split(/\||\n\s*/)
    .map((line): [string, string] => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

const REFERENCE = /&(?:([a-z]+\d*)|#(\d{1,7})|#x([\da-f]{1,6}));/gi;
/** Signs that are a mark at some places, at those where they are none. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/&lt;(?=[\s\d])/g, '<'],
  [/&amp;(?!#?[\da-z]+;)/gi, '&'],
];

/** A text with the characters that it refers to, as a reader sees them. One that would be a mark of Markdown stays a reference. */
export function withCharacters(markdown: string): string {
  const text = markdown.replace(REFERENCE, (reference, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? reference;
    return characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) ?? reference;
  });
  return SIGNS.reduce((signed, [sign, character]) => signed.replace(sign, character), text);
}

/** A character by its number; null for what may be a mark, and for what is no character of a text. */
function characterOf(number: number): string | null {
  if (number > 0x10_ffff) return null;
  const character = String.fromCodePoint(number);
  const isPlain = number >= 0xa0 ? !/[\p{C}]/u.test(character) || number === 0xad : /[\p{L}\p{N} ]/u.test(character);
  return isPlain ? character : null;
}
