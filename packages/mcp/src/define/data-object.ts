import type { Principal } from '@aisystant/oauth';
import type { Operation } from './operation.ts';
import type { Result } from './result.ts';
import { type ErrorFacts, ToolError } from './tool-error.ts';

/** A call on its way to the object that runs it; plain data. Scope and rate limit are checked, the input is not. */
export interface ObjectCall extends Pick<Operation, 'kind' | 'name'> {
  readonly input: unknown;
  readonly user: Principal;
  /** Time of the call, epoch ms. */
  readonly now: number;
  readonly requestId: string;
}

/** The outcome of a call in an object. */
export interface ObjectOutcome {
  readonly result: Result<unknown, ErrorFacts>;
  /** Whether the operation ended all access of the caller, which the Worker carries out before it answers. */
  readonly revokesAccess: boolean;
}

/**
 * The Durable Object that holds the data of one person and runs their operations: one message a call, and the consent is
 * checked beside the data.
 */
export interface DataObject {
  /** Throws what a stub throws while the object is overloaded or moving. */
  run(call: ObjectCall): Promise<ObjectOutcome>;
}

/** Throws `UNAVAILABLE`, which callers may retry, in the place of what a stub throws while its object is overloaded or moving. */
export function unavailable(error: unknown): never {
  const transient = error instanceof Error && ('retryable' in error || 'overloaded' in error);
  throw transient
    ? new ToolError('UNAVAILABLE', 'Хранилище сейчас занято.', { hint: 'Повторите вызов через минуту.' })
    : error;
}
