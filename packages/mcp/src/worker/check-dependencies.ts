import type { Dependency, DependencyState } from '../define/dependency.ts';

/** What a check of the doctor reads of one dependency. */
interface NamedState extends DependencyState {
  readonly name: string;
}

/** Cache lifetime: third parties limit their callers. */
const CACHE_MS = 30_000;

const cache = new WeakMap<object, { readonly states: readonly NamedState[]; readonly until: number }>();

/** Checks everything that a server declares as its dependencies, at most once in half a minute. */
export async function checkDependencies<Env>(
  { dependencies }: { dependencies?(env: Env): readonly Dependency[] },
  env: Env & object,
  now: number,
): Promise<readonly NamedState[]> {
  const known = cache.get(env);
  if (known && known.until > now) return known.states;
  const states = await Promise.all(
    (dependencies?.(env) ?? []).map(async ({ name, check }): Promise<NamedState> => {
      try {
        return { name, ...(await check()) };
      } catch (error) {
        // Only its kind: a message may repeat what was sent.
        return { name, status: 'unreachable', detail: error instanceof Error ? error.name : typeof error };
      }
    }),
  );
  cache.set(env, { states, until: now + CACHE_MS });
  return states;
}
