import type { Dependency, DependencyState } from '../define/dependency.ts';

/** What a check of the doctor reads of one dependency. */
interface NamedState extends DependencyState {
  readonly name: string;
}

/** So long a state is told again before the dependency is asked again: third parties limit their callers. */
const KEPT_MS = 30_000;

const kept = new WeakMap<object, { readonly states: readonly NamedState[]; readonly until: number }>();

/** How everything is that a server declares as its dependencies. */
export async function dependencyStates<Env>(
  { dependencies }: { dependencies?(env: Env): readonly Dependency[] },
  env: Env & object,
  now: number,
): Promise<readonly NamedState[]> {
  const known = kept.get(env);
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
  kept.set(env, { states, until: now + KEPT_MS });
  return states;
}
