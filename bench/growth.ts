import { Learner } from '@aisystant/fleet';
import { toolCall } from './calls.ts';
import { type BenchFleet, endpointOf } from './fleet.ts';
import { measure, median, type Request, rangeOf } from './load.ts';
import { markdownTable } from './table.ts';
import { DAY_MS, EVENTS_A_WEEK, evenly, fillTwin, sizeOfTwin, studyWeeks } from './twins.ts';

const SIZES = [100, 1_000, 10_000, 100_000] as const;
/** The requested week and those around it, the same in every twin. */
const RECENT_WEEKS = 4;
const PAST_DAYS = 3_650;
const ROUNDS = 20;
const CALLS = 50;

/** A twin of so many events, and the call that asks it for last week. */
interface Sized {
  readonly events: number;
  readonly request: Request;
  readonly bytes: number;
}

/** Time of a week summary and size on disk, by the number of events outside the requested weeks. */
export async function measureGrowth(bench: BenchFleet): Promise<string> {
  const twins: Sized[] = [];
  for (const events of SIZES) {
    console.error(`filling a twin of ${events} events`);
    twins.push(await twinOf(bench, events));
  }
  await requireOneAnswer(twins);
  return table(twins, await rounds(twins));
}

async function twinOf(bench: BenchFleet, events: number): Promise<Sized> {
  const login = `bench_with_${events}`;
  const token = await new Learner(login).signIn(endpointOf('dt-mcp'));
  const now = Date.now();
  const past = evenly(events - RECENT_WEEKS * EVENTS_A_WEEK, PAST_DAYS, now - RECENT_WEEKS * 7 * DAY_MS);
  await fillTwin(bench, login, [...studyWeeks(RECENT_WEEKS, now), ...past]);
  const request = toolCall(endpointOf('dt-mcp'), 'dt_get_week_summary', { week: 'previous' }, token);
  return { events, request, bytes: await sizeOfTwin(bench, login) };
}

/** Times are comparable only for equal answers. */
async function requireOneAnswer(twins: readonly Sized[]): Promise<void> {
  const answers = await Promise.all(
    twins.map(async ({ request: { url, headers, body } }) => {
      const response = await fetch(url, { method: 'POST', headers, body });
      return (await response.text()).replace(/"as_of":"[^"]*"/, '');
    }),
  );
  if (new Set(answers).size !== 1) throw new Error(`the twins answered differently:\n${answers.join('\n')}`);
}

/** The median time of every round, ms, by twin. */
async function rounds(twins: readonly Sized[]): Promise<readonly (readonly number[])[]> {
  const times: number[][] = twins.map(() => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    console.error(round === 0 ? 'growth, warm-up' : `growth, round ${round} of ${ROUNDS}`);
    for (const [index, { request }] of twins.entries()) {
      const { p50 } = await measure({ requests: Array<Request>(CALLS).fill(request), seconds: null, connections: 1 });
      if (round > 0) times[index]?.push(p50);
    }
  }
  return times;
}

function table(twins: readonly Sized[], times: readonly (readonly number[])[]): string {
  const [smallest] = twins;
  const rows = twins.map(({ events, bytes }, index) => {
    const own = times[index] ?? [];
    // Each round is compared with itself: whatever else the machine did then slowed all twins alike.
    const ratios = own.map((time, round) => time / (times[0]?.[round] ?? Number.NaN));
    const added = ((bytes - (smallest?.bytes ?? 0)) / (events - (smallest?.events ?? 0))) * 10_000;
    return [
      String(events),
      median(own).toFixed(2),
      rangeOf(own, 2),
      median(ratios).toFixed(2),
      (bytes / 2 ** 20).toFixed(2),
      index === 0 ? '' : (added / 2 ** 20).toFixed(2),
    ];
  });
  const head = ['Events of the twin', 'p50, ms', 'range', '÷ 100 events', 'on disk, MiB', 'MiB per 10,000 more'];
  return markdownTable(head, rows);
}
