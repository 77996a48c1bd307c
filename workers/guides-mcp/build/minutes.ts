/** Characters that a learner reads in a minute, with thought. */
const READING_PACE = 1_000;

/** Minutes of reading and of practice. */
export interface Minutes {
  readonly reading: number;
  readonly practice: number;
}

/** «10–12 мин чтение + 15 мин практика», `5 min`, `20`: the longer end of a range; minutes without a word are reading. */
export function minutesIn(text: string | null): Minutes {
  let [reading, practice] = [0, 0];
  for (const part of (text ?? '').split(/[+,;]/)) {
    const amount = Math.max(
      0,
      ...(part.match(/\d+(?:[.,]\d+)?/g) ?? []).map((number) => Number(number.replace(',', '.'))),
    );
    const minutes = Math.round(/час|hour|\bh\b/i.test(part) ? amount * 60 : amount);
    if (/практ|упражн|practice/i.test(part)) practice += minutes;
    else reading += minutes;
  }
  return { reading, practice };
}

/** Minutes to read a text, at least one. */
export function estimatedMinutes(text: string): number {
  return Math.max(1, Math.round(text.length / READING_PACE));
}
