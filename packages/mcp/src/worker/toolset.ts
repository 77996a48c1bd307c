import { err, ok, type Result } from '../define/result.ts';
import type { ServerDefinition } from '../define/server.ts';
import type { Tool } from '../define/tool.ts';

const FULL = 'full';

/**
 * The tools that `tools/list` shows for the query of the endpoint's address. Parameters that the server does not know are
 * ignored: hosts add their own, and the sign-in accepts the address with them. A wrong set is an error.
 */
export function listedTools<Env, S>(
  server: ServerDefinition<Env, S>,
  url: Pick<URL, 'search' | 'searchParams'>,
): Result<readonly Tool<S>[], string> {
  const sets = Object.entries(server.toolsets ?? {});
  const [first] = sets;
  if (!first) return ok(server.tools);
  // Most addresses have no query, and to parse one costs more than to look whether there is any.
  const [requested = first[0], ...others] = url.search === '' ? [] : url.searchParams.getAll('tools');
  const names = [...sets.map(([name]) => name), FULL];
  if (!names.includes(requested) || others.length > 0) {
    const allowed = names.map((name) => `tools=${name}`).join(', ');
    return err(`The address must name one set of tools that exists, or none. Allowed: ${allowed}.`);
  }
  const [, ids] = sets.find(([name]) => name === requested) ?? [];
  return ok(ids ? toolsOf(server, ids) : server.tools);
}

const chosen = new WeakMap<readonly string[], readonly unknown[]>();

/** One array per set: `direct-answer.ts` caches by it. */
function toolsOf<Env, S>({ tools }: ServerDefinition<Env, S>, ids: readonly string[]): readonly Tool<S>[] {
  const known = chosen.get(ids) as readonly Tool<S>[] | undefined;
  const list = known ?? tools.filter(({ facts }) => ids.includes(facts.id));
  chosen.set(ids, list);
  return list;
}
