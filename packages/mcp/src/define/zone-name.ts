// Names only: an offset ("+03:00") is no zone.
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/;

/** Words of names that are not written with one capital. */
const WORDS: ReadonlyMap<string, string> = new Map(
  'of au es du US IN ACT NSW LHI GMT UTC UCT GMT0 EST5EDT CST6CDT MST7MDT PST8PDT EST MST HST CET EET MET WET GB NZ CHAT PRC ROC ROK SU DumontDUrville McMurdo DeNoronha BajaNorte BajaSur EasterIsland ComodRivadavia'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

/**
 * The usual spelling of an IANA name in any letter case; null when there is no such zone. A linked name stays itself:
 * `Intl` would give `Asia/Calcutta` for `Asia/Kolkata`, which is not what the learner wrote.
 */
export function zoneName(text: string): string | null {
  if (!ZONE.test(text) || text.length > 64) return null;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return text.toLowerCase().replace(/[a-z][a-z0-9]*/g, (word) => WORDS.get(word) ?? capitalized(word));
}

const capitalized = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
