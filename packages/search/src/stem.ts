import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /^[a-z]+$/;

/**
 * The stem of a folded word; a number is its own. Forms of a word whose stems differ («время», «времени») are brought
 * together by a corpus's table of exceptions, not here.
 */
export function stemOf(form: string): string {
  if (CYRILLIC.test(form)) return russian(form);
  return LATIN.test(form) ? english(form) : form;
}

/** Letters that words of one family mostly share: «запись», «записать», «записывать». */
const ROOT_LETTERS = 5;

/** The beginning of a stem that words of one family share; null for a stem that is shorter or not Russian. */
export function rootOf(stem: string): string | null {
  return stem.length >= ROOT_LETTERS && CYRILLIC.test(stem) ? stem.slice(0, ROOT_LETTERS) : null;
}
