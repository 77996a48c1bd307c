import type { Bitrix24 } from '@aisystant/simulators/bitrix24';
import { refusalOf } from '@aisystant/testing';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { type AtAccount, atAccount, linkAs, serveWithSignIn } from '../testing/linked-person.ts';
import { toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';
import { nextHour, type PortalData, portals, userId, visibleTo } from '../testing/random-portal.ts';

afterEach(() => vi.unstubAllGlobals());

const LISTS = [
  ['getLeads', 'leads', 'getLead'],
  ['getDeals', 'deals', 'getDeal'],
  ['getContacts', 'contacts', null],
  ['getCompanies', 'companies', null],
  ['getTasks', 'tasks', 'getTask'],
] as const;

/** Reads a list to its end, and one record; throws where a row is not that person's or is missing. */
async function reads(
  { ask }: AtAccount,
  id: number,
  [tool, table, one]: (typeof LISTS)[number],
  data: PortalData,
  now: number,
) {
  const expected = visibleTo(id, data, data[table], data.administrators.includes(id));
  const found: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = listData(await ask(toolNamed(tool), { limit: 40, select: ['ID'], ...(cursor && { cursor }) }, now));
    expect(page.pagination.total).toBe(expected.length);
    found.push(...page.ids);
    cursor = page.pagination.next_cursor;
  }
  expect(found.toSorted()).toEqual([...expected].toSorted());
  const other = data[table].find(({ ID }) => !expected.includes(String(ID)));
  if (one !== null && other) {
    expect(await refusalOf(ask(toolNamed(one), { id: other.ID }, now))).toMatchObject({ code: 'NOT_FOUND' });
  }
}

/** The portal with departments in a tree: its own rights do not end at a circle. */
function asTree(data: PortalData): PortalData {
  const departments = data.departments.map((each) => {
    const isAbove = each.parent !== null && each.parent < each.id;
    return { ...each, parent: isAbove ? each.parent : null };
  });
  return { ...data, departments };
}

/** A person and the account of the portal that they linked. */
interface Linked {
  readonly person: AtAccount;
  readonly id: number;
}
type Step = (
  pair: readonly [Linked, Linked],
  portal: Bitrix24,
  read: (linked: Linked) => Promise<void>,
) => Promise<readonly [Linked, Linked]>;

const reading: Step = async (pair, portal, read) => {
  portal.clear();
  await read(pair[0]);
  expect(new Set(portal.calls.map((call) => call.userId))).toEqual(new Set([pair[0].id]));
  return pair;
};
const STEPS: { readonly [name: string]: Step } = {
  'one reads': reading,
  'the other reads': async ([one, other], portal, read) => {
    await reading([other, one], portal, read);
    return [one, other];
  },
  'both read at once': async (pair, _, read) => {
    await Promise.all(pair.map(read));
    return pair;
  },
  'tokens expire': async (pair, portal) => {
    portal.expireAccess();
    return pair;
  },
  'one links another account': async ([{ person, id }, other], portal) => {
    const next = { person, id: (id % 6) + 1 };
    await linkAs(person, portal, next.id);
    return [next, other];
  },
};
const histories = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.constantFrom(...LISTS)), {
  minLength: 2,
  maxLength: 6,
});

test('S35 two people, whose calls are mixed, each read with their own account: exactly the rows of that account', async () => {
  await fc.assert(
    fc.asyncProperty(portals.map(asTree), userId, userId, histories, async (data, one, other, history) => {
      const now = nextHour();
      const portal = testPortal({ portal: data });
      serveWithSignIn(portal);
      let pair: readonly [Linked, Linked] = [
        { person: await atAccount('demo_weak'), id: one },
        { person: await atAccount('demo_good'), id: other },
      ];
      for (const { person, id } of pair) expect((await linkAs(person, portal, id)).status).toBe(303);
      for (const [step, list] of history) {
        const read = ({ person, id }: Linked) => reads(person, id, list, data, now);
        pair = (await STEPS[step]?.(pair, portal, read)) ?? pair;
      }
    }),
    { numRuns: 12 },
  );
}, 90_000);
