import { parseInput, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { type Answer, answerSchemaOf, textOf } from '../../domain/checking/answer.ts';
import type { Exercise } from '../../domain/content/exercise.ts';
import { ANSWER_CHARACTERS } from '../../domain/content/limits.ts';

const Words = z.string().max(ANSWER_CHARACTERS);
const Mark = z.strictObject({ done: z.boolean(), evidence: z.string().max(1_000).optional() });

/** Input field: an answer of any exercise; `answer_schema` of the exercise says which form it has. */
export const answerField = z.union([
  Words,
  z.array(z.union([z.string().max(300), z.record(z.string(), z.string().max(300))])).max(50),
  z.record(z.string(), z.union([Words, z.number(), Mark])),
]);

/** An answer of marks that JSON escapes is longer in the package that holds it twice. */
const JSON_CHARACTERS = 2 * ANSWER_CHARACTERS;

/** The answer in the form of the exercise. Throws `INVALID_ARGUMENT` with the wrong part of `answer`. */
export function requireAnswer(exercise: Exercise, given: unknown): Answer {
  const { answer } = parseInput(z.strictObject({ answer: answerSchemaOf(exercise) }), {
    answer: readable(exercise, given),
  });
  if (textOf(answer).length <= ANSWER_CHARACTERS && JSON.stringify(answer).length <= JSON_CHARACTERS) return answer;
  throw new ToolError('INVALID_ARGUMENT', `Ответ длиннее ${ANSWER_CHARACTERS} знаков.`, {
    field: 'answer',
    hint: 'Оставь главное: разбирать так длинно трудно и человеку.',
  });
}

/** Some models write a list or an object as a text, and one option without a list. */
function readable(exercise: Exercise, given: unknown): unknown {
  if (typeof given !== 'string' || answerSchemaOf(exercise).safeParse(given).success) return given;
  try {
    return JSON.parse(given);
  } catch {
    return exercise.type === 'choice' ? [given] : given;
  }
}
