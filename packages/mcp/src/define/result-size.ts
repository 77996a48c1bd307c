import { RECORD_CHARACTERS, RESULT_CHARACTERS } from './limits.ts';
import { cut } from './text.ts';
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
 * The answer within the limit of a result: a summary that repeats too many words is cut at its end. If the data alone are
 * too large, a reader can ask for less, but a write has already happened, so there it is a bug of the server and not an
 * invalid argument.
 */
export function fittingAnswer(
  { id, effect }: { readonly id: string; readonly effect: string },
  answer: Answer,
): Answer {
  if (fits(answer)) return answer;
  const room = RESULT_CHARACTERS - jsonLength({ data: answer.data, summary: CUT_SUMMARY });
  if (room > SHORTEST_SUMMARY) return { ...answer, summary: `${cutJson(answer.summary, room)}${CUT_SUMMARY}` };
  if (effect !== 'read') throw new OutputMismatch(`${id}: the answer is too large`);
  throw new ToolError('INVALID_ARGUMENT', 'Ответ слишком велик.', {
    hint: 'Возьмите период короче или limit меньше.',
  });
}

/** A summary keeps its first lines: counts, cursors and what is known of the data. */
const SHORTEST_SUMMARY = 400;
const CUT_SUMMARY = '…\nПоказано не целиком: всё — в структурированном ответе.';

const jsonLength = (value: unknown) => JSON.stringify(value).length;

/** The beginning of a text whose JSON, without its quotes, has at most `room` characters. */
function cutJson(text: string, room: number): string {
  let kept = cut(text, room);
  for (let over = jsonLength(kept) - 2 - room; over > 0; over = jsonLength(kept) - 2 - room) {
    kept = cut(kept, kept.length - Math.ceil(over / ESCAPE));
  }
  return kept;
}

/** Most characters of one JSON escape: `\u0001`. */
const ESCAPE = 6;

/** Almost every answer is far below the limit, so its texts are counted first; only one that may exceed it is serialized. */
function fits({ data, summary }: Answer): boolean {
  if (summary.length + roughSize(data) <= RESULT_CHARACTERS / ESCAPE) return true;
  return jsonLength({ data, summary }) <= RESULT_CHARACTERS;
}

/** Upper estimate of a value's JSON, without escapes. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}

/** Whether a record can be read back in one result; `reserved` characters go to what the result shows beside it. */
export function fitsResult(record: unknown, reserved = 0): boolean {
  return jsonLength(record) <= RECORD_CHARACTERS - reserved;
}

/** Error text for a record that is refused because it could not be read back. */
export const RECORD_TOO_LONG = 'Слишком длинно: целиком это не прочесть одним ответом.';
