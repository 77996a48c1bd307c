/** Most characters of a whole result; long text stands once. */
const RESULT_LIMIT = 50_000;

/**
 * Whether an answer stays under the limit. Texts are counted, not written out, since almost every answer is far below;
 * only one that may come near is measured exactly.
 */
export function fits(data: object, summary: string): boolean {
  if (summary.length + roughSize(data) <= RESULT_LIMIT / 2) return true;
  return JSON.stringify({ data, summary }).length <= RESULT_LIMIT;
}

/** Characters of a value's JSON without its escapes, which can at most double them. */
function roughSize(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return 24;
  return Object.entries(value).reduce((size, [key, inner]) => size + key.length + 4 + roughSize(inner), 2);
}
