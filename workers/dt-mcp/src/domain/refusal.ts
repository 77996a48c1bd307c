/** Why the domain does not take a value. It is a value itself: the tool decides how to say it to a client. */
export interface Refusal<Code extends string = string> {
  readonly ok: false;
  /** What is wrong, for programs. */
  readonly code: Code;
  /** What is wrong, in Russian, one sentence. */
  readonly message: string;
  /** What to send instead, in Russian; null when the message already says it. */
  readonly hint: string | null;
  /** The field at fault, dotted (`period.start`); null when the whole value is. */
  readonly field: string | null;
  /** Near values that would be taken; empty when there are none. */
  readonly suggestions: readonly string[];
}

/** A value that was checked, or the reason why it was not taken. */
export type Parsed<T, Code extends string = string> = { readonly ok: true; readonly value: T } | Refusal<Code>;

/** Wraps a value that passed every check. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Makes a refusal; what is not given is null or empty. */
export function refuse<Code extends string>(
  code: Code,
  message: string,
  more: { readonly hint?: string; readonly field?: string; readonly suggestions?: readonly string[] } = {},
): Refusal<Code> {
  return {
    ok: false,
    code,
    message,
    hint: more.hint ?? null,
    field: more.field ?? null,
    suggestions: more.suggestions ?? [],
  };
}

/** Shows a caller's text back without letting it grow: at most 64 characters. */
export function quote(text: string): string {
  return `«${text.length > 64 ? `${text.slice(0, 64)}…` : text}»`;
}
