import { latinByLook } from '@aisystant/search';

/** Letters by sound, for a number typed in the Russian layout: «Р5.1» for R5.1. */
const BY_SOUND: ReadonlyMap<string, string> = new Map([
  ['р', 'r'],
  ['х', 'x'],
  ['п', 'p'],
]);

const NUMBER_KEY = /^[a-zа-я]\d{1,2}(?:\.|:|$)/u;

/**
 * The spellings under which a page, a section or a guide may be stored, for any way a person or a link names it: a permanent
 * number, an id, a path with or without `.md`, an address `guides://…`, in Cyrillic or percent-encoded.
 */
export function keysOf(name: string): readonly string[] {
  const key = decoded(name.trim())
    .normalize('NFC')
    .toLowerCase()
    .replace(/^guides:\/\//, '')
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

/** The key under which a name is stored: its first spelling. */
export function keyOf(name: string): string {
  return keysOf(name)[0] ?? '';
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
