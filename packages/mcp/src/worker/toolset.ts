import type { ServerDefinition } from '../define/server.ts';
import type { Tool } from '../define/tool.ts';

const FULL = 'full';

/** Which tools `tools/list` shows, or why the address asks for what there is not. */
export type ShownTools<S> = { readonly tools: readonly Tool<S>[] } | { readonly refusal: string };

/** Reads the query of the endpoint's address. A parameter nobody knows is refused: ignored, it would seem to work. */
export function shownTools<Env, S>(server: ServerDefinition<Env, S>, query: URLSearchParams): ShownTools<S> {
  const sets = Object.entries(server.toolsets ?? {});
  const names = sets.length > 0 ? [...sets.map(([name]) => name), FULL] : [];
  const allowed =
    names.length > 0 ? `Allowed: ${names.map((name) => `tools=${name}`).join(', ')}.` : 'None is allowed.';
  const unknown = [...query.keys()].find((key) => key !== 'tools' || names.length === 0);
  if (unknown !== undefined || query.getAll('tools').length > 1) {
    return { refusal: `The address has a query parameter that this server does not know. ${allowed}` };
  }
  const wanted = query.get('tools') ?? names[0] ?? FULL;
  if (names.length > 0 && !names.includes(wanted)) return { refusal: `There is no such set of tools. ${allowed}` };
  const [, ids] = sets.find(([name]) => name === wanted) ?? [];
  return { tools: ids ? server.tools.filter(({ facts }) => ids.includes(facts.id)) : server.tools };
}
