import { type Bitrix24Options, type Row, seedPortal } from '@aisystant/simulators/bitrix24';
import fc from 'fast-check';
import { emailOf, SEED_MS } from './portal.ts';

/** What a portal holds. */
export type PortalData = Bitrix24Options['portal'];

/** The portal of the demo. */
export const seed = seedPortal(SEED_MS);
/** People of a random portal, with the ids from 1 on. */
const PEOPLE = 6;
let hour = 0;
/** When the next portal is, epoch ms: each is of another hour, so that no directory of an earlier one is known. */
export function nextHour(): number {
  hour += 1;
  return SEED_MS + hour * 3_600_000;
}

/** One of its people. */
export const userId = fc.integer({ min: 1, max: PEOPLE });
const department = fc.record({ parent: fc.option(fc.integer({ min: 1, max: 4 })), head: fc.option(userId) });

/** Portals with any tree of departments, circles too, and rows of anybody. */
export const portals = fc
  .record({
    departments: fc.array(department, { minLength: 4, maxLength: 4 }),
    memberOf: fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), {
      minLength: PEOPLE,
      maxLength: PEOPLE,
    }),
    owners: fc.array(fc.tuple(userId, userId, fc.nat(3)), { minLength: 0, maxLength: 130 }),
  })
  .map(({ departments, memberOf, owners }): PortalData => {
    const users = Array.from(
      { length: PEOPLE },
      (_, index): Row =>
        ({
          ...seed.users[0],
          ID: index + 1,
          // In another letter case than the address of the sign-in.
          EMAIL: emailOf(`p${index + 1}`).toUpperCase(),
          NAME: `Имя${index}`,
          UF_DEPARTMENT: memberOf[index] ?? [],
        }) as Row,
    );
    const times = (day: number) => SEED_MS - day * 86_400_000;
    const rows = owners.map(
      ([responsible, creator, day], index): Row => ({
        ID: index + 1,
        TITLE: `Запись ${index % 5}`,
        NAME: `Имя ${index % 5}`,
        STATUS_ID: 'NEW',
        ASSIGNED_BY_ID: responsible,
        CREATED_BY_ID: creator,
        DATE_CREATE: times(day),
      }),
    );
    const tasks = owners.map(
      ([responsible, creator, day], index): Row => ({
        ID: index + 1,
        TITLE: `Задача ${index % 5}`,
        RESPONSIBLE_ID: responsible,
        CREATED_BY: creator,
        CREATED_DATE: times(day),
        REAL_STATUS: 2,
      }),
    );
    const named = departments.map(({ parent, head }, index) => ({
      id: index + 1,
      name: `Отдел ${index}`,
      parent,
      head,
    }));
    return { ...seed, departments: named, users, leads: rows, deals: rows, contacts: rows, companies: rows, tasks };
  });

/** Ids of the rows that a person may see, computed from the data and not by the server's code. */
export function visibleTo(
  person: number,
  { departments, users }: PortalData,
  rows: readonly Row[],
  fullAccess: boolean,
): readonly string[] {
  const isUnder = (id: number, seen: readonly number[] = []): boolean => {
    const found = departments.find((each) => each.id === id);
    if (!found || seen.includes(id)) return false;
    return found.head === person || (found.parent !== null && isUnder(found.parent, [...seen, id]));
  };
  const theirs = users.filter(
    ({ ID, UF_DEPARTMENT }) => ID === person || (UF_DEPARTMENT as readonly number[]).some((id) => isUnder(id)),
  );
  const ids = theirs.map(({ ID }) => ID);
  const isVisible = (row: Row) =>
    [row['ASSIGNED_BY_ID'] ?? row['RESPONSIBLE_ID'], row['CREATED_BY_ID'] ?? row['CREATED_BY']].some((id) =>
      ids.includes(Number(id)),
    );
  return rows.filter((row) => fullAccess || isVisible(row)).map(({ ID }) => String(ID));
}
