import { once, toolCall } from './calls.ts';
import { weekCases, writeCases } from './fleet-cases.ts';
import { median, type Request, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { type Metric, ratioOf } from './ratios.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';
import { DAY_MS, fillTwinOf, fillTwins, loginsOf, RECENT_WEEKS, studyWeeks } from './twins.ts';

const WEEKS = 10;
const CALLS = 50;

/** A case, with a row of each store. */
interface Compared {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** What each of the systems is called in the table. */
const STORES = ['object', 'SurrealDB', 'SurrealDB, base'];

/**
 * The same reads and writes of twins in Durable Objects, in SurrealDB and, where a third system is given, in the SurrealDB of
 * another revision, case by case in turns.
 */
export async function measureStores(systems: readonly System[], settings: Settings): Promise<Part> {
  if (systems.length < 2) throw new Error('both stores are needed');
  const all: (readonly Case[])[] = [];
  for (const system of systems) all.push(await casesOf(system, settings));
  const [first = []] = all;
  // One case of one store, then the same of the next.
  const cases = first.flatMap((_, index) => all.flatMap((each) => each[index] ?? []));
  const rows = await measureRounds('stores', settings.rounds, cases);
  const compared = first.map(({ title }, index): Compared => {
    return { title, rows: rows.slice(index * all.length, (index + 1) * all.length) };
  });
  return { title: 'The twin in SurrealDB', text: table(compared), data: compared };
}

async function casesOf(system: System, settings: Settings): Promise<readonly Case[]> {
  const logins = loginsOf('usual', settings.twins);
  const tokens = await system.signIn('dt-mcp', logins);
  console.error(`${system.name}: filling ${logins.length} twins`);
  await fillTwins(system, logins, studyWeeks(WEEKS, Date.now()));
  const titled = [
    ...weekCases(system, settings, 'week summary', tokens),
    ...writeCases(system, settings, tokens[0] ?? ''),
  ];
  for (const events of settings.sizes) titled.push(await grown(system, events));
  return titled.map((each) => ({ ...each, system, whose: 'this' }));
}

/** A week of a twin with so many events outside the weeks that are read. */
async function grown(system: System, events: number): Promise<Omit<Case, 'system' | 'whose'>> {
  const { token } = await fillTwinOf(system, events);
  const request = toolCall(system.endpointOf('dt-mcp'), 'dt_get_week_summary', { week: 'previous' }, { token });
  // Different weeks, or what the object has kept would be measured.
  const requests = Array.from({ length: CALLS }, (_, index): Request => weekOf(system, token, index % RECENT_WEEKS));
  return {
    title: `weeks of a twin of ${events} events`,
    prepare: () => once(request),
    load: () => ({ requests, seconds: null, connections: 1 }),
  };
}

function weekOf(system: System, token: string, weeksAgo: number): Request {
  const day = new Date(Date.now() - weeksAgo * 7 * DAY_MS).toISOString().slice(0, 10);
  return toolCall(system.endpointOf('dt-mcp'), 'dt_get_week_summary', { week: day }, { token });
}

function table(compared: readonly Compared[]): string {
  const cells = compared.flatMap(({ title, rows: [object, ...others] }) => {
    const row = (store: number, { samples }: Row) => {
      const times = samples.map(({ p50 }) => p50);
      const rates = samples.map(({ rate }) => rate);
      const cpu = median(samples.map(({ cpuMs }) => cpuMs));
      const figures = [median(rates).toFixed(0), median(times).toFixed(1), rangeOf(times, 1), cpu.toFixed(2)];
      return [
        title,
        STORES[store] ?? '',
        ...figures,
        ...(store === 0 ? ['', ''] : [ratio(samples, 'p50'), ratio(samples, 'cpuMs')]),
      ];
    };
    const ratio = (samples: Row['samples'], metric: Metric) => {
      const { value, low, high } = ratioOf({ title, by: 'object', metric }, samples, object?.samples ?? []);
      return `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
    };
    return object ? [row(0, object), ...others.map((each, index) => row(index + 1, each))] : [];
  });
  const head = ['Case', 'twins in', 'requests/s', 'p50, ms', 'range', 'CPU, ms', 'p50 ÷ object', 'CPU ÷ object'];
  return markdownTable(head, cells);
}
