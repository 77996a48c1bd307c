import { beforeEach, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';
import { nextHour, seed } from '../testing/random-portal.ts';

beforeEach(() => () => vi.unstubAllGlobals());

const SUMMER = '2026-07-02T10:00:00';

/** A portal with a lead of the summer, whose clocks show +02:00 then and +01:00 now. */
function serveChangingClocks(zone: string): void {
  const lead = {
    ID: 1,
    TITLE: 'Летний',
    ASSIGNED_BY_ID: 1,
    CREATED_BY_ID: 1,
    DATE_CREATE: Date.parse(`${SUMMER}+02:00`),
    DATE_MODIFY: Date.parse('2026-11-20T10:00:00+01:00'),
  };
  const users = seed.users.map((user) => ({ ...user, TIME_ZONE: zone }));
  const portal = testPortal({ portal: { ...seed, users, leads: [lead], offsetMinutes: 60 } });
  serveInPlaceOfNetwork({
    async fetch(request) {
      const body = await (await portal.fetch(request)).text();
      return new Response(body.replaceAll('2026-07-02T09:00:00+01:00', `${SUMMER}+02:00`));
    },
  });
}

const notesOf = async (input: object) => {
  const answer = await askAs('demo_long')(toolNamed('getLeads'), input, nextHour());
  const { metadata, data_quality: quality } = answer.data as {
    readonly metadata: { readonly time_zone: string };
    readonly data_quality: { readonly notes: string | null };
  };
  return { zone: metadata.time_zone, notes: quality.notes, rows: listData(answer).rows };
};

const DAYS = { date_range: { from: '2026-07-01', to: '2026-07-03' } };

test('days of a person without a zone say by which offset of a portal with changing clocks they were read', async () => {
  serveChangingClocks('');
  const { zone, notes } = await notesOf(DAYS);
  expect(zone).toBe('+01:00');
  expect(notes).toContain('по нынешнему смещению портала, +01:00');
  for (const input of [{}, { filter: { '>=DATE_CREATE': '2026-07-01T00:00:00+02:00' } }]) {
    expect((await notesOf(input)).notes).toBeNull();
  }
});

test('another column with times of other years tells nothing of the clocks', async () => {
  serveChangingClocks('');
  const filter = { '>=DATE_MODIFY': '2026-11-20', '<=DATE_MODIFY': '2026-11-20' };
  const { notes, rows } = await notesOf({ filter, select: ['ID', 'DATE_CREATE'] });
  expect(rows).toMatchObject([{ DATE_CREATE: `${SUMMER}+02:00` }]);
  expect(notes).toBeNull();
});

test('where the zone of the person is known, nothing is assumed', async () => {
  serveChangingClocks('Europe/Berlin');
  expect(await notesOf(DAYS)).toMatchObject({ zone: 'Europe/Berlin', notes: null });
});

test.each([
  [{ date_range: { from: '2026-07-01', to: '2026-12-01' } }, 'CHANGED_DATE'],
  [{ filter: { '>=DEADLINE': '2026-07-01', '<=DEADLINE': '2026-12-01' } }, 'DEADLINE'],
  [{ filter: { '>=DEADLINE': '2026-07-01T00:00', '<=DEADLINE': '2026-12-01T23:59:59' } }, 'DEADLINE'],
])('a range of tasks, %o, names its instants whatever offset the portal has then', async (input, column) => {
  for (const offsetMinutes of [-300, 0, 60, 120, 330]) {
    serveInPlaceOfNetwork(testPortal({ portal: { ...seed, offsetMinutes } }));
    const tasks = listData(await askAs('demo_tricky')(toolNamed('getTasks'), input, nextHour()));
    expect(tasks.request['filter']).toMatchObject({
      [`>=${column}`]: '2026-07-01T00:00:00+02:00',
      [`<=${column}`]: '2026-12-01T23:59:59+01:00',
    });
  }
});
