import { RECORD_CHARACTERS, RESULT_CHARACTERS } from './limits.ts';
import { OutputMismatch } from './output-mismatch.ts';
import { cut } from './text.ts';
import { ToolError } from './tool-error.ts';

/** The answer of a successful call. */
interface Answer {
  readonly data: { readonly [field: string]: unknown };
  /** One text, or a summary and texts of their own below it. */
  readonly summary: Summary;
}

/** What an answer says in words. */
export type Summary = string | readonly [summary: string, ...notes: string[]];

interface TextContent {
  readonly type: 'text';
  readonly text: string;
  readonly annotations: typeof FOR_THE_MODEL;
}

/** The texts say in words what the data beside them say: a host that shows the data need not show them twice. */
const FOR_THE_MODEL = { audience: ['assistant'] } as const;

/** The `CallToolResult` of a successful call. */
export interface ToolResult {
  readonly content: readonly [TextContent, ...TextContent[]];
  readonly structuredContent: Answer['data'];
  readonly isError: false;
}

/** A {@link ToolResult} as UTF-8 JSON: written once, beside the data, and sent as it is. */
export type ToolResultJson = Uint8Array;

/**
 * The result within the limit: a summary that repeats too many words is cut at its end. If the data alone are too large, a
 * reader can ask for less, but a write has already happened, so there it is a bug of the server and not an invalid argument.
 */
export function toolResultJson(
  { id, effect }: { readonly id: string; readonly effect: string },
  { data, summary }: Answer,
): ToolResultJson {
  const whole = resultText({ data, summary });
  if (whole.length <= RESULT_CHARACTERS) return encoder.encode(whole);
  const [first = '', ...notes] = [summary].flat();
  const room = RESULT_CHARACTERS - resultText({ data, summary: [CUT_SUMMARY, ...notes] }).length;
  if (room > SHORTEST_SUMMARY) {
    return encoder.encode(resultText({ data, summary: [`${cutJson(first, room)}${CUT_SUMMARY}`, ...notes] }));
  }
  if (effect !== 'read') throw new OutputMismatch(`${id}: the answer is too large`);
  throw new ToolError('INVALID_ARGUMENT', 'Ответ слишком велик.', {
    hint: 'Возьмите период короче или limit меньше.',
  });
}

/** Reads such a result back. */
export function readToolResult(json: ToolResultJson): ToolResult {
  return JSON.parse(decoder.decode(json)) as ToolResult;
}

/** Members in the order in which the SDK writes them. */
function resultText({ data, summary }: Answer): string {
  const content = [summary].flat().map((text): TextContent => ({ type: 'text', text, annotations: FOR_THE_MODEL }));
  return JSON.stringify({ content, structuredContent: data, isError: false });
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

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

/** Whether a record can be read back in one result; `reserved` characters go to what the result shows beside it. */
export function fitsResult(record: unknown, reserved = 0): boolean {
  return jsonLength(record) <= RECORD_CHARACTERS - reserved;
}

/** Error text for a record that is refused because it could not be read back. */
export const RECORD_TOO_LONG = 'Слишком длинно: целиком это не прочесть одним ответом.';
