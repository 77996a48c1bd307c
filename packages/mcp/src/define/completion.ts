import type { CallContext } from './call-context.ts';
import { type Callable, handler } from './handler.ts';
import type { Values } from './uri-template.ts';

/** What is being completed. */
export interface Completion {
  /** The variable of an address, or the argument of a prompt. */
  readonly variable: string;
  /** What is written of it so far. */
  readonly written: string;
  /** Values of the others that are written already. */
  readonly known: Values;
}

/** Gives the values that fit, the best first; a client gets the first hundred. */
export type Complete<Services> = (
  completion: Completion,
  context: CallContext<Services>,
) => Promise<readonly string[]> | readonly string[];

/**
 * The completion of a template or a prompt: an operation that needs the scope that reading needs, and the consent where it reads
 * records. What a declaration lists is no record.
 */
export function defineCompletion<Services>(
  {
    name,
    scope,
    readsRecords,
  }: { readonly name: string; readonly scope: string | null; readonly readsRecords: boolean },
  complete: Complete<Services>,
): Callable<Services, readonly string[]> {
  return {
    operation: { kind: 'completion', name, scope, effect: 'read', needsConsent: readsRecords },
    [handler]: (completion) => ({ run: async (context) => complete(completion as Completion, context) }),
  };
}
