import { latinByLook } from '@aisystant/search';

/** Letters by sound, for a number typed in the Russian layout: «Р5.1» for R5.1. */
const BY_SOUND: ReadonlyMap<string, string> = new Map([
  ['р', 'r'],
  ['х', 'x'],
  ['п', 'p'],
]);

/** What an address begins with. */
const SCHEME = 'guides://';

const NUMBER_KEY = /^[a-zа-я]\d{1,2}(?:\.|:|$)/u;

/**
 * The spellings under which a page, a section or a guide may be stored, for any way a person or a link names it: a permanent
 * number, an id, a path with or without `.md`, an address `guides://…`, in Cyrillic or percent-encoded. An address means what is
 * there now, and only then what was.
 */
export function keysOf(name: string): readonly string[] {
  const written = decoded(name.trim())
    .normalize('NFC')
    .toLowerCase()
    // The address of a table of contents means its guide.
    .replace(/^(guides:\/\/[^/]+)\/toc$/, '$1');
  const spellings = spellingsOf(written.replace(SCHEME, ''));
  return written.startsWith(SCHEME) ? [...spellings.map((key) => SCHEME + key), ...spellings] : spellings;
}

function spellingsOf(written: string): readonly string[] {
  const key = written
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.md$/, '')
    .replace(/^§\s*/, '');
  const spelt = (letters: (segment: string) => string) =>
    key
      .split('/')
      .map((segment) => (NUMBER_KEY.test(segment) ? letters(segment) : segment))
      .join('/');
  return [...new Set([spelt(latinByLook), spelt(latinBySound)])];
}

function latinBySound(text: string): string {
  return [...text].map((letter) => BY_SOUND.get(letter) ?? letter).join('');
}

/** The key under which a name is stored: its first spelling, without what makes it an address. */
export function keyOf(name: string): string {
  return keysOf(name).find((key) => !isAddressKey(key)) ?? '';
}

/** The key of the address of a path, for a page whose path was the name of another one. */
export function addressKey(path: string): string {
  return SCHEME + keyOf(path);
}

/** Whether a key is that of an address. */
export function isAddressKey(key: string): boolean {
  return key.startsWith(SCHEME);
}

/** Percent-encoding undone, as often as a link was encoded; a text that is not encoded stays as it is. */
function decoded(text: string): string {
  try {
    const once = decodeURIComponent(text);
    return once === text || !once.includes('%') ? once : decodeURIComponent(once);
  } catch {
    return text;
  }
}
