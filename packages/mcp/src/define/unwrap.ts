import type { Refusal, Result } from './result.ts';
import { ToolError } from './tool-error.ts';

/** The value of a result; throws `INVALID_ARGUMENT` for a refusal. `field` is the input field that was refused. */
export function unwrap<T>(result: Result<T, Refusal>, field: string): T {
  if (result.ok) return result.value;
  const { message, hint, suggestions } = result.error;
  const similar = suggestions.length > 0 ? `Похожее: ${suggestions.join(', ')}.` : null;
  const next = [hint, similar].filter((part) => part !== null).join(' ');
  throw new ToolError('INVALID_ARGUMENT', message, { field, ...(next && { hint: next }) });
}
