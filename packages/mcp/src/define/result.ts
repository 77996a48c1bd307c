import { err } from '@aisystant/oauth/result';
import { shorten } from './text.ts';

export { err, ok, type Result } from '@aisystant/oauth/result';

/** Why a value was refused, with what a caller needs to send a better one. */
export interface Refusal<Code extends string = string> {
  /** For programs. */
  readonly code: Code;
  /** One sentence for the caller. */
  readonly message: string;
  /** What to send instead; null when the message says it. */
  readonly hint: string | null;
  /** Dotted path of the wrong field, `period.start`; null when the whole value is wrong. */
  readonly field: string | null;
  /** Similar values that are accepted. */
  readonly suggestions: readonly string[];
}

/** A failure whose error is a {@link Refusal}. */
export function refuse<Code extends string>(
  code: Code,
  message: string,
  details: Partial<Pick<Refusal, 'hint' | 'field' | 'suggestions'>> = {},
): { readonly ok: false; readonly error: Refusal<Code> } {
  return err({ code, message, hint: null, field: null, suggestions: [], ...details });
}

/** Quotes a caller's text, cut to 64 characters. */
export function quote(text: string): string {
  return `«${shorten(text, 65)}»`;
}
