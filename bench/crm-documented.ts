const PAGE = 50;
const PEOPLE_OF_A_LEAD = ['ASSIGNED_BY_ID', 'CREATED_BY_ID', 'MODIFY_BY_ID'];
const DICTIONARIES = [{ ENTITY_ID: 'STATUS' }, { ENTITY_ID: 'SOURCE' }];
/** It tries a refused request so often, and waits in between. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 4_000;

interface Answer {
  readonly result?: readonly { readonly [column: string]: string }[];
  readonly error?: string;
}

/**
 * Replays how the documented server of the portal lists leads with the names of their people, statuses, sources and currencies: a page of fifty at most, `user.get` for each person of each lead that it does not remember, and three
 * dictionaries, which it remembers too, one request after another. It knows no pace and meets the portal's limit by being
 * refused. Throws when a request is refused for good.
 */
export function documentedServer(
  base: string,
  fetch: (request: Request) => Promise<Response>,
  sleep: (ms: number) => Promise<void>,
): (limit: number) => Promise<void> {
  const known = new Set<string>();

  async function call(method: string, params: object): Promise<Answer> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(params) };
      const answer = (await (await fetch(new Request(`${base}/${method}`, init))).json()) as Answer;
      if (answer.error === undefined) return answer;
      await sleep(Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS));
    }
    throw new Error(`${method} was refused ${ATTEMPTS} times`);
  }

  async function once(key: string, method: string, params: object): Promise<void> {
    if (known.has(key)) return;
    await call(method, params);
    known.add(key);
  }

  return async (limit) => {
    for (let start = 0; start < limit; start += PAGE) {
      const { result = [] } = await call('crm.lead.list', { start, order: { ID: 'DESC' } });
      for (const lead of result) {
        for (const column of PEOPLE_OF_A_LEAD) await once(`user ${lead[column]}`, 'user.get', { ID: lead[column] });
      }
      for (const filter of DICTIONARIES) await once(`status ${filter.ENTITY_ID}`, 'crm.status.list', { filter });
      await once('currencies', 'crm.currency.list', {});
    }
  };
}
