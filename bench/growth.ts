import { once, toolCall } from './calls.ts';
import { median, type Request, rangeOf, type Sample } from './load.ts';
import type { Part, Settings } from './part.ts';
import { measureRounds, type Row } from './rounds.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';
import { fillTwinOf, writes } from './twins.ts';

/** Pairs of a sample. */
const PAIRS = 50;
/** Rounds of this measurement for one of the others: its samples are short. */
const MORE_ROUNDS = 3;

/** A twin of so many events, and the call that asks it for last week. */
interface Sized {
  readonly events: number;
  readonly token: string;
  readonly request: Request;
  readonly bytes: number;
}

/**
 * Time of a write and the week summary after it, and size on disk, by the number of events outside the requested weeks. A summary without
 * a write before it is an answer that the twin has kept, whatever its size.
 */
export async function measureGrowth(system: System, settings: Settings): Promise<Part> {
  const twins: Sized[] = [];
  for (const events of settings.sizes) {
    twins.push(await twinOf(system, events));
  }
  await requireOneAnswer(twins);
  const cases = twins.map(({ events, token, request }) => ({
    title: String(events),
    whose: 'this' as const,
    system,
    load: () => ({ requests: pairsOf(system, token, request), seconds: null, connections: 1 }),
  }));
  const rows = await measureRounds('growth', settings.rounds * MORE_ROUNDS, cases);
  const data = twins.map(({ events, bytes }, index) => ({ events, bytes, samples: rows[index]?.samples }));
  return { title: 'A twin that grows', text: table(twins, rows), data };
}

async function twinOf(system: System, events: number): Promise<Sized> {
  const { login, token } = await fillTwinOf(system, events);
  const request = toolCall(system.endpointOf('dt-mcp'), 'dt_get_week_summary', { week: 'previous' }, { token });
  return { events, token, request, bytes: await system.sizeOfTwin(login) };
}

/** The written events are in none of the requested weeks. */
function pairsOf(system: System, token: string, read: Request): readonly Request[] {
  return writes(system.endpointOf('dt-mcp'), Array<string>(PAIRS).fill(token)).flatMap((write) => [write, read]);
}

/** Times are comparable only for equal answers. */
async function requireOneAnswer(twins: readonly Sized[]): Promise<void> {
  const answers = await Promise.all(twins.map(async ({ request }) => (await once(request)).text));
  const dateless = answers.map((text) => text.replace(/"as_of":"[^"]*"/, ''));
  if (new Set(dateless).size !== 1) throw new Error(`the twins answered differently:\n${answers.join('\n')}`);
}

function table(twins: readonly Sized[], rows: readonly Row[]): string {
  const [smallest] = twins;
  const [ofSmallest = []] = rows.map(({ samples }) => samples);
  const cells = twins.map(({ events, bytes }, index) => {
    const samples = rows[index]?.samples ?? [];
    const added = ((bytes - (smallest?.bytes ?? 0)) / (events - (smallest?.events ?? 0))) * 10_000;
    return [
      String(events),
      ...FIGURES.flatMap((figure) => {
        const ratios = samples.map((sample, round) => figure(sample) / figure(ofSmallest[round] ?? sample));
        return [median(samples.map(figure)).toFixed(2), rangeOf(samples.map(figure), 2), median(ratios).toFixed(2)];
      }),
      (bytes / 2 ** 20).toFixed(2),
      index === 0 ? '' : (added / 2 ** 20).toFixed(2),
    ];
  });
  const by = `÷ ${smallest?.events} events`;
  const head = ['Events of the twin', 'a pair, ms', 'range', by, 'CPU, ms', 'range', `CPU ${by}`];
  return markdownTable([...head, 'on disk, MiB', 'MiB per 10,000 more'], cells);
}

/** Of a pair: its time on one connection and its CPU, ms. */
const FIGURES = [({ rate }: Sample) => 2_000 / rate, ({ cpuMs }: Sample) => 2 * cpuMs];
