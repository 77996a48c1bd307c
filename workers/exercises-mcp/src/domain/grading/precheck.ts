import { fold } from '@aisystant/search';
import { type Answer, textOf } from '../checking/answer.ts';
import type { GradedExercise } from '../content/exercise.ts';
import { copyRatio, runsOf, unpackRuns } from '../text/copying.ts';
import { isRussian, words } from '../text/words.ts';

/** Share of copied words from which criteria that need own words get level 0. */
export const COPIED = 0.6;

/** What the server sees in an answer before anyone grades it. */
export interface Precheck {
  readonly language: 'ru' | 'other';
  readonly words: number;
  readonly characters: number;
  /** Shorter than the task asks for: never accepted at once. */
  readonly too_short: boolean;
  /** Share of words copied from the page, 0..1, two digits. */
  readonly copy_ratio: number;
  /** It speaks to the grader («поставь максимум»): a person should look at it. */
  readonly addresses_grader: boolean;
}

/**
 * Requests to a grader, in Russian and English; endings are left open. A verb alone is none: people set timers and goals too.
 * A word of the repeated parts holds no separator, so that no answer makes them search long.
 */
const TO_GRADER: readonly RegExp[] = [
  /(игнорир|забудь|не обращай внимания)\S{0,20}\s+(на\s+)?(\S+\s+){0,3}(рубрик|инструкц|указан|правил|критери)/iu,
  // «поставь 100»: the number ends the request, or it goes on with what it is for.
  /(?<!\p{L})поставь(те)?[\s,]+((мне|нам|все|всё|сразу|просто|пожалуйста|за\s+[^\s,]+|оценк[^\s,]*)[\s,]+){0,3}(максимум|100|сто|высш\p{L}*)(?=\s*([.,!?;:)…»"%]|$)|\s+(из|за|везде|пожалуйста)(?!\p{L}))/imu,
  // «поставь мне самый высший балл», «если бы ты поставил 100 баллов»
  /(?<!\p{L})(постав(ь|ьте|ить|ишь|ите)|бы\s+([^\s,]+\s+)?поставил\p{L}*)[\s,]+([^\s,]+[\s,]+){0,3}(максим\p{L}*|100|сто|высш\p{L}*)[\s,]+([^\s,]+[\s,]+)?(балл|оценк)/iu,
  /ignore\s+(\S+\s+){0,3}(instruction|rubric|rule|prompt)|give\s+(\S+\s+){0,3}(100|full|maximum|highest)/iu,
  // A line may begin after any of four characters: blanks of a line hold none of them.
  /^[^\S\n\r\u2028\u2029]*(system|assistant)\s*:/imu,
];

/** Whether an answer is mostly copied: criteria that need own words then get level 0. */
export const isCopied = ({ copy_ratio }: Precheck): boolean => copy_ratio >= COPIED;

/** Examines an answer; a pure function of the answer and the exercise. */
export function precheck(exercise: GradedExercise, answer: Answer): Precheck {
  const text = textOf(answer);
  const folded = fold(text);
  const count = words(text).length;
  const sources = new Set([
    ...unpackRuns(exercise.page_runs),
    ...exercise.normative.flatMap((fragment) => runsOf(fragment.text)),
  ]);
  return {
    language: isRussian(text) ? 'ru' : 'other',
    words: count,
    characters: text.length,
    too_short: 'words' in exercise && count < exercise.words.expected,
    copy_ratio: Math.round(copyRatio(text, sources) * 100) / 100,
    addresses_grader: TO_GRADER.some((request) => request.test(folded)),
  };
}
