/** Codes of a failed call. Missing data is no failure: `NO_DATA` and `PARTIAL_DATA` are statuses of `data_quality`. */
export const ERROR_CODES = [
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'CONFLICT',
  'FORBIDDEN',
  'CONSENT_REQUIRED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

/** Code of a failed call. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A failure as the caller gets it. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  /** What is wrong, in one sentence; no secret, no personal text. */
  readonly message: string;
  /** Path of the wrong input field, `goals.0.title`. */
  readonly field?: string;
  /** What to do next. */
  readonly hint?: string;
  /** Whether the same call may succeed later. */
  readonly retryable: boolean;
  /** When it may, in seconds from now. */
  readonly retry_after_seconds?: number;
}

const RETRYABLE: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'UNAVAILABLE']);

/** What may be said of a failure beside its code and message. */
interface ErrorDetails {
  readonly field?: string;
  readonly hint?: string;
  readonly retryAfterSeconds?: number;
}

/** An expected failure. Anything else that a handler throws becomes `INTERNAL`. */
export class ToolError extends Error {
  override readonly name: string = 'ToolError';
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, { retryAfterSeconds, ...details }: ErrorDetails = {}) {
    super(message);
    const after = retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds };
    this.facts = { code, message, ...details, retryable: RETRYABLE.has(code), ...after };
  }
}

/** One line for a model and a person. */
export function renderError({ code, message, field, hint }: ErrorFacts): string {
  const place = field === undefined ? '' : ` (${field})`;
  return `${code}${place}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
}
