/** Characters that a learner reads in a minute, with thought. */
const READING_PACE = 1_000;

/** Minutes of reading and of practice. */
export interface Minutes {
  readonly reading: number;
  readonly practice: number;
}

/** A number, or a range of which the longer end counts, and its unit. */
const AMOUNT =
  /(?:\d+(?:[.,]\d+)?\s*(?:[а-яa-z]+\.?)?\s*[–—-]\s*)?(\d+(?:[.,]\d+)?)\s*(час(?!т)|ч(?![а-яё])|hour|h(?![a-z])|мин|м(?![а-яё])|min|m(?![a-z]))/giu;

/** «1:30 ч», and «1 ч 30», whose minutes have no unit of their own. */
const CLOCK = /(\d+):(\d{2})\s*(?:час(?!т)[а-яё]*|ч(?![а-яё])|hours?|h(?![a-z]))/giu;
const HOURS_AND =
  /(\d\s*(?:час(?!т)[а-яё]*|ч|hours?|h)\.?\s+\d{1,2})(?![\d.,]*\s*(?!практ|упражн|practice|чт|read)\p{L})(?!\d|\s*[–—-])/giu;

/** A number without a unit, but not that of something else: «800 слов». */
const BARE = /\d+(?:[.,]\d+)?(?![\d.,]*\s*(?!практ|упражн|practice|чт|read)\p{L})/giu;

/** «10–12 мин чтение + 15 мин практика», «1 час 30 мин», `5 min`, `20`: minutes without a word are reading. */
export function minutesIn(text: string | null): Minutes {
  let [reading, practice] = [0, 0];
  // A comma between digits is a decimal one.
  for (const part of (text ?? '').split(/[+;]|,(?!\d)/)) {
    const minutes = Math.round(minutesOf(part));
    if (/практ|упражн|practice/i.test(part)) practice += minutes;
    else reading += minutes;
  }
  return { reading, practice };
}

function minutesOf(part: string): number {
  const whole = part.replace(CLOCK, '$1 ч $2 мин').replace(HOURS_AND, '$1 мин');
  const amounts = [...whole.matchAll(AMOUNT)].map(
    ([, amount = '', unit = '']) => numberOf(amount) * (/^[чh]/i.test(unit) ? 60 : 1),
  );
  if (amounts.length > 0) return amounts.reduce((sum, amount) => sum + amount, 0);
  return Math.max(0, ...(part.match(BARE) ?? []).map(numberOf));
}

const numberOf = (text: string) => Number(text.replace(',', '.'));

/** Minutes to read a text, at least one. */
export function estimatedMinutes(text: string): number {
  return Math.max(1, Math.round(text.length / READING_PACE));
}
