import type { CallToolResult } from '@modelcontextprotocol/server';
import { type Answer, OutputMismatch, type ToolFacts } from '../define/tool.ts';
import { ToolError } from '../define/tool-error.ts';

/** Most characters of a whole result; long text stands once. */
const RESULT_LIMIT = 50_000;

/**
 * The result of a call that did not fail. Throws when it is too large: after a read the caller can ask for less; what was
 * written stays written, so after a write it is a fault of ours and the caller is not told that the call was wrong.
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

/** Answers that were measured: what is given again is not measured again. */
const fitting = new WeakSet<Answer>();

/** Characters that an escape takes at most: `\u0001`. */
const ESCAPE = 6;

/**
 * Whether an answer stays under the limit. Texts are counted, not written out, since almost every answer is far below;
 * only one that may come near is measured exactly.
 */
function fits(data: object, summary: string): boolean {
  if (summary.length + roughSize(data) <= RESULT_LIMIT / ESCAPE) return true;
  return JSON.stringify({ data, summary }).length <= RESULT_LIMIT;
}

/** Characters of a value's JSON without its escapes. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}
