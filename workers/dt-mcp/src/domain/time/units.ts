/** Milliseconds per minute. */
export const MS_PER_MINUTE = 60_000;

/** Milliseconds per day. */
export const MS_PER_DAY = 86_400_000;
