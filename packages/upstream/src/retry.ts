/** A third party that asks for more time is asked again after this, in ms: a mistaken number must not keep everybody out for years. */
const LONGEST_MS = 60 * 60 * 1_000;

/**
 * Reads `Retry-After` (RFC 9110, section 10.2.3), seconds or a date, as ms from now, an hour at most; null when absent or
 * malformed.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const ms = readMs(header, now);
  return ms === null ? null : Math.min(LONGEST_MS, ms);
}

function readMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  // `Date.parse` reads much that is no HTTP date: "-5" is a month.
  const date = / GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** Wait before attempt `attempt + 1`, in ms: random up to a bound that doubles, so that callers spread ("full jitter"). */
export function backoffMs(
  attempt: number,
  { baseMs, maxMs }: { readonly baseMs: number; readonly maxMs: number },
  random: () => number,
): number {
  return Math.round(random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
}
