import { err, ok, type Result } from '../define/result.ts';
import type { ServerDefinition } from '../define/server.ts';
import type { Tool } from '../define/tool.ts';

const FULL = 'full';

/** The tools that `tools/list` shows for the query of the endpoint's address. An unknown parameter is an error: ignored, it would seem to work. */
export function listedTools<Env, S>(
  server: ServerDefinition<Env, S>,
  query: URLSearchParams,
): Result<readonly Tool<S>[], string> {
  const sets = Object.entries(server.toolsets ?? {});
  const names = sets.length > 0 ? [...sets.map(([name]) => name), FULL] : [];
  const allowed =
    names.length > 0 ? `Allowed: ${names.map((name) => `tools=${name}`).join(', ')}.` : 'None is allowed.';
  const unknown = [...query.keys()].find((key) => key !== 'tools' || names.length === 0);
  if (unknown !== undefined || query.getAll('tools').length > 1) {
    return err(`The address has a query parameter that this server does not know. ${allowed}`);
  }
  const requested = query.get('tools') ?? names[0] ?? FULL;
  if (names.length > 0 && !names.includes(requested)) return err(`There is no such set of tools. ${allowed}`);
  const [, ids] = sets.find(([name]) => name === requested) ?? [];
  return ok(ids ? toolsOf(server, ids) : server.tools);
}

const chosen = new WeakMap<readonly string[], readonly unknown[]>();

/** The same list for each request: its answer is kept by it. */
function toolsOf<Env, S>({ tools }: ServerDefinition<Env, S>, ids: readonly string[]): readonly Tool<S>[] {
  const known = chosen.get(ids) as readonly Tool<S>[] | undefined;
  const list = known ?? tools.filter(({ facts }) => ids.includes(facts.id));
  chosen.set(ids, list);
  return list;
}
