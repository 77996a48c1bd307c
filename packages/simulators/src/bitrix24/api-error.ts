/** An error as the REST API answers it. `error` may be empty or "0", so that only its presence tells a failure. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  get body(): { readonly error: string; readonly error_description: string } {
    return { error: this.error, error_description: this.message };
  }
}

/** The errors of the system, by code. */
const SYSTEM_ERRORS = {
  QUERY_LIMIT_EXCEEDED: [503, 'Too many requests'],
  OVERLOAD_LIMIT: [503, 'REST API is blocked due to overload'],
  OPERATION_TIME_LIMIT: [429, 'Method is blocked due to operation time limit.'],
  NO_AUTH_FOUND: [401, 'Wrong authorization data'],
  expired_token: [401, 'The access token provided has expired.'],
  INVALID_CREDENTIALS: [403, 'Invalid request credentials'],
  insufficient_scope: [403, 'The request requires higher privileges than provided by the webhook token'],
  ACCESS_DENIED: [403, 'REST API is available only on commercial plans'],
  ERROR_METHOD_NOT_FOUND: [404, 'Method not found!'],
  ERROR_BATCH_METHOD_NOT_ALLOWED: [405, 'Method is not allowed for batch usage'],
  ERROR_BATCH_LENGTH_EXCEEDED: [400, 'Max batch length exceeded'],
  INTERNAL_SERVER_ERROR: [500, 'Internal server error'],
  PORTAL_DELETED: [500, 'Portal was deleted'],
} as const;

/** Code of an error of the system. */
export type SystemError = keyof typeof SYSTEM_ERRORS;

/** Makes an error of the system. */
export function systemError(code: SystemError): ApiError {
  const [status, description] = SYSTEM_ERRORS[code];
  return new ApiError(status, code, description);
}
