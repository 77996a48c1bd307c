/** What an operation answers: JSON, or nothing. */
export interface Answer {
  readonly status: number;
  /** Absent: an empty body, as for most errors. */
  readonly body?: unknown;
}

/** A request that an operation refuses. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/** 400 with the body that KTalk gives. */
export function invalid(errorMessage: string): Refused {
  const errorId = '00000000-0000-0000-0000-000000000000';
  const body = { errorId, errorType: 'Error', errorCode: 'ValidationError', errorMessage };
  return new Refused({ status: 400, body });
}

/** 404 without a body. */
export function notFound(): Refused {
  return new Refused({ status: 404 });
}

/** Reads a whole number of the query; its default when it is absent. `Field` is its name in the message. */
export function integerOf(
  query: URLSearchParams,
  name: string,
  { min, max, byDefault }: { readonly min: number; readonly max: number; readonly byDefault: number },
): number {
  const text = paramOf(query, name);
  if (text === null) return byDefault;
  if (!/^-?\d{1,9}$/.test(text)) throw invalid(`The value '${text.slice(0, 40)}' is not valid.`);
  const value = Number(text);
  const field = name.charAt(0).toUpperCase() + name.slice(1);
  if (value < min || value > max) throw invalid(`The field ${field} must be between ${min} and ${max}`);
  return value;
}

/** Reads a time of the query, epoch ms; null when it is absent. */
export function timeOf(query: URLSearchParams, name: string): number | null {
  const text = paramOf(query, name);
  if (text === null) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw invalid(`The value '${text.slice(0, 40)}' is not valid for ${name}.`);
  return time;
}

/** A parameter by its name in any case; null when it is absent. */
export function paramOf(query: URLSearchParams, name: string): string | null {
  return paramsOf(query, name)[0] ?? null;
}

/** All values of a repeated parameter. */
export function paramsOf(query: URLSearchParams, name: string): readonly string[] {
  return [...query].flatMap(([each, value]) => (each.toLowerCase() === name.toLowerCase() ? [value] : []));
}
