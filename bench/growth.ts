import { once, toolCall } from './calls.ts';
import { median, type Request, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { ratioOf } from './ratios.ts';
import { measureRounds, type Row } from './rounds.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';
import { fillTwinOf } from './twins.ts';

const CALLS = 50;
/** Rounds of this measurement for one of the others: its samples are short. */
const MORE_ROUNDS = 3;

/** A twin of so many events, and the call that asks it for last week. */
interface Sized {
  readonly events: number;
  readonly request: Request;
  readonly bytes: number;
}

/** Time of a week summary and size on disk, by the number of events outside the requested weeks. */
export async function measureGrowth(system: System, settings: Settings): Promise<Part> {
  const twins: Sized[] = [];
  for (const events of settings.sizes) {
    twins.push(await twinOf(system, events));
  }
  await requireOneAnswer(twins);
  const cases = twins.map(({ events, request }) => ({
    title: String(events),
    whose: 'this' as const,
    system,
    load: () => ({ requests: Array<Request>(CALLS).fill(request), seconds: null, connections: 1 }),
  }));
  const rows = await measureRounds('growth', settings.rounds * MORE_ROUNDS, cases);
  const data = twins.map(({ events, bytes }, index) => ({ events, bytes, samples: rows[index]?.samples }));
  return { title: 'A twin that grows', text: table(twins, rows), data };
}

async function twinOf(system: System, events: number): Promise<Sized> {
  const { login, token } = await fillTwinOf(system, events);
  const request = toolCall(system.endpointOf('dt-mcp'), 'dt_get_week_summary', { week: 'previous' }, { token });
  return { events, request, bytes: await system.sizeOfTwin(login) };
}

/** Times are comparable only for equal answers. */
async function requireOneAnswer(twins: readonly Sized[]): Promise<void> {
  const answers = await Promise.all(twins.map(async ({ request }) => (await once(request)).text));
  const dateless = answers.map((text) => text.replace(/"as_of":"[^"]*"/, ''));
  if (new Set(dateless).size !== 1) throw new Error(`the twins answered differently:\n${answers.join('\n')}`);
}

function table(twins: readonly Sized[], rows: readonly Row[]): string {
  const [smallest] = twins;
  const cells = twins.map(({ events, bytes }, index) => {
    const samples = rows[index]?.samples ?? [];
    const times = samples.map(({ p50 }) => p50);
    const ratio = (metric: 'p50' | 'cpuMs') =>
      ratioOf({ title: '', by: '', metric }, samples, rows[0]?.samples ?? []).value.toFixed(2);
    const added = ((bytes - (smallest?.bytes ?? 0)) / (events - (smallest?.events ?? 0))) * 10_000;
    return [
      String(events),
      median(times).toFixed(2),
      rangeOf(times, 2),
      ratio('p50'),
      median(samples.map(({ cpuMs }) => cpuMs)).toFixed(2),
      ratio('cpuMs'),
      (bytes / 2 ** 20).toFixed(2),
      index === 0 ? '' : (added / 2 ** 20).toFixed(2),
    ];
  });
  const first = `÷ ${smallest?.events} events`;
  const head = [
    'Events of the twin',
    'p50, ms',
    'range',
    first,
    'CPU, ms',
    `CPU ${first}`,
    'on disk, MiB',
    'MiB per 10,000 more',
  ];
  return markdownTable(head, cells);
}
