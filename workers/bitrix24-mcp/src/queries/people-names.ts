import type { CallContext } from '@aisystant/mcp';
import { peopleIn } from '../domain/answer/names.ts';
import { field, listOf, text } from '../domain/portal-answer.ts';
import type { BitrixServices } from '../services.ts';
import type { ListedRows } from './list-rows.ts';

/** Ids that one more request asks for; a command of a batch takes fifty. */
const A_COMMAND = 50;

/**
 * Names of the people in rows. Those who joined after the directory was read are asked for in one request, unless this call
 * has just read it: then the portal does not list them, such as bots, and a tool call stays within two requests.
 */
export async function peopleNames(
  { entity, rows, portal }: Pick<ListedRows, 'entity' | 'rows' | 'portal'>,
  context: CallContext<BitrixServices>,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(portal.people.map(({ id, name }) => [id, name]));
  const unknown = peopleIn(entity, rows, portal.fields).filter((id) => !names.has(id));
  if (unknown.length === 0 || portal.isAsked) return names;
  const groups = Array.from({ length: Math.ceil(unknown.length / A_COMMAND) }, (_, index) =>
    unknown.slice(index * A_COMMAND, (index + 1) * A_COMMAND),
  );
  const store = await context.services.portal(context);
  const { answers } = await store.run(
    groups.map((ids) => ({
      method: 'user.get',
      params: { select: ['ID', 'NAME', 'LAST_NAME'], FILTER: { '@ID': ids } },
    })),
  );
  for (const row of answers.flatMap(({ result }) => listOf(result))) {
    names.set(text(row, 'ID'), [field(row, 'NAME'), field(row, 'LAST_NAME')].filter(Boolean).join(' '));
  }
  // Whoever the portal does not name is not asked for again in this call; the id stands alone.
  return names;
}
