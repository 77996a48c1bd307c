import { ConfigurationError } from '@aisystant/oauth/config';
import * as z from 'zod';

/** Variables of the twin in SurrealDB. */
export interface SurrealDbEnv {
  /** Address of the database, without `/rpc`. */
  readonly SURREALDB_URL: string;
  readonly SURREALDB_NAMESPACE: string;
  readonly SURREALDB_DATABASE: string;
  /** Secret: the key of the tokens of learners, the one that `twin migrate` gave to the database. */
  readonly SURREALDB_KEY: string;
  /** Secret of the operator who moves learners between the stores; without it no one can. */
  readonly TWIN_MOVE_KEY?: string;
}

/** Characters of the shortest key. */
export const LEAST_KEY = 32;

const Key = z.string().min(LEAST_KEY, `must have at least ${LEAST_KEY} characters`);

const Variables = z.object({
  SURREALDB_URL: z.url(),
  SURREALDB_NAMESPACE: z.string().min(1),
  SURREALDB_DATABASE: z.string().min(1),
  SURREALDB_KEY: Key,
  TWIN_MOVE_KEY: Key.optional(),
});

/** Throws `ConfigurationError`, which names the variables that are missing or malformed. */
export function checkSurrealDbEnv(env: SurrealDbEnv): void {
  const { error } = Variables.safeParse(env);
  if (!error) return;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new ConfigurationError(wrong.join('; '));
}
