import { RECORD_CHARACTERS, RESULT_CHARACTERS } from './limits.ts';
import { ToolError } from './tool-error.ts';

/** The answer of a successful call. */
export interface Answer {
  readonly data: { readonly [field: string]: unknown };
  readonly summary: string;
}

/** The output of a tool is not what it declares: a bug of the server, not of the caller. */
export class OutputMismatch extends Error {
  override readonly name = 'OutputMismatch';
}

/**
 * The answer, if it fits a result. A reader can ask for less, but a write has already happened, so there a large answer is a
 * bug of the server and not an invalid argument.
 */
export function fittingAnswer(
  { id, effect }: { readonly id: string; readonly effect: string },
  answer: Answer,
): Answer {
  if (fits(answer)) return answer;
  if (effect !== 'read') throw new OutputMismatch(`${id}: the answer is too large`);
  throw new ToolError('INVALID_ARGUMENT', 'Ответ слишком велик.', {
    hint: 'Возьмите период короче или limit меньше.',
  });
}

/** Most characters of one JSON escape: `\u0001`. */
const ESCAPE = 6;

/** Almost every answer is far below the limit, so its texts are counted first; only one that may exceed it is serialized. */
function fits({ data, summary }: Answer): boolean {
  if (summary.length + roughSize(data) <= RESULT_CHARACTERS / ESCAPE) return true;
  return JSON.stringify({ data, summary }).length <= RESULT_CHARACTERS;
}

/** Upper estimate of a value's JSON, without escapes. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}

/** Whether a record can be read back in one result; `reserved` characters go to what the result shows beside it. */
export function fitsResult(record: unknown, reserved = 0): boolean {
  return JSON.stringify(record).length <= RECORD_CHARACTERS - reserved;
}

/** Error text for a record that is refused because it could not be read back. */
export const RECORD_TOO_LONG = 'Слишком длинно: целиком это не прочесть одним ответом.';
