import type { CallToolResult } from '@modelcontextprotocol/server';
import { RESULT_CHARACTERS } from '../define/limits.ts';
import { type Answer, OutputMismatch, type ToolFacts } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';

/**
 * The result of a successful call. Throws when it is too large: a reader can ask for less, but a write has already happened,
 * so there it is a bug of the server and not an invalid argument.
 */
export function toolResult({ id, effect }: Pick<ToolFacts, 'id' | 'effect'>, answer: Answer): CallToolResult {
  const { data, summary } = answer;
  if (fitting.has(answer) || fits(data, summary)) {
    fitting.add(answer);
    return { content: [{ type: 'text', text: summary }], structuredContent: data, isError: false };
  }
  if (effect !== 'read') throw new OutputMismatch(`${id}: the answer is too large`);
  throw new ToolError('INVALID_ARGUMENT', 'The answer is too large.', {
    hint: 'Ask for a shorter period or a smaller limit.',
  });
}

/** Answers already measured. */
const fitting = new WeakSet<Answer>();

/** Most characters of one JSON escape: `\u0001`. */
const ESCAPE = 6;

/**
 * Whether an answer stays under the limit. Almost every answer is far below, so the texts are counted first; only one that
 * may come near is serialized.
 */
function fits(data: object, summary: string): boolean {
  if (summary.length + roughSize(data) <= RESULT_CHARACTERS / ESCAPE) return true;
  return JSON.stringify({ data, summary }).length <= RESULT_CHARACTERS;
}

/** Upper estimate of a value's JSON, without escapes. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}
