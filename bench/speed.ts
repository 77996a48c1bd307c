import type { Child } from './child.ts';
import { FIRST_CALL, fleetCases } from './fleet-cases.ts';
import { median, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { asMany, NEW_OBJECT, peerCases, startPeers } from './peer-cases.ts';
import { type Metric, type Ratio, ratioOf } from './ratios.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';

/** What a case is divided by, and the column's title; the base has the same titles. */
const AGAINST = [
  ['base', '÷ base'],
  ['echo', '÷ echo'],
  ['limit', '÷ limit'],
  ['McpAgent', '÷ McpAgent'],
  ['SDK v1 on Node', '÷ SDK v1 on Node'],
] as const;
/** The peers that answer with a week are compared with a week only. */
const WEEKS_ONLY = ['limit', 'McpAgent', 'SDK v1 on Node'];
/** A sample, in those of the settings: as long as the calls of people wait to be kept, so that the work of that is in each. */
const SAMPLE = 3;

/** The figures of this part. */
export interface Speed {
  readonly rows: readonly Row[];
  readonly ratios: readonly Ratio[];
}

/** Measures the servers against the base and the peers, all in one run, round by round. */
export async function measureSpeed(systems: readonly System[], { seconds, ...given }: Settings): Promise<Part> {
  const settings = { ...given, seconds: seconds * SAMPLE };
  const peers = await startPeers();
  try {
    const cases = await peerCases(peers, settings);
    const ofSystems: (readonly Case[])[] = [];
    for (const system of systems) ofSystems.push(await fleetCases(system, settings));
    // The same case of each system, one right after the other: the machine is most alike then.
    for (const [index] of (ofSystems[0] ?? []).entries()) cases.push(...ofSystems.flatMap((all) => all[index] ?? []));
    const rows = await measureRounds('speed', settings.rounds, cases);
    const ratios = (['cpuMs', 'rate'] as const).flatMap((metric) => ratiosOf(rows, metric));
    const tables = [
      table(rows),
      `CPU of one request, as a ratio: less is better.\n\n${ratioTable(ratios, 'cpuMs')}`,
      `Requests a second, as a ratio: more is better.\n\n${ratioTable(ratios, 'rate')}`,
    ];
    return { title: 'Requests', text: tables.join('\n\n'), data: { rows, ratios } satisfies Speed };
  } finally {
    await Promise.all(Object.values(peers).map((peer: Child) => peer.stop()));
  }
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ title, whose, samples, cpuAfterMs = [] }) => [
    title,
    whose,
    median(samples.map(({ rate }) => rate)).toFixed(0),
    rangeOf(samples.map(({ rate }) => rate)),
    median(samples.map(({ p50 }) => p50)).toFixed(1),
    median(samples.map(({ p99 }) => p99)).toFixed(1),
    median(samples.map(({ cpuMs }) => cpuMs)).toFixed(2),
    cpuAfterMs.length === 0 ? '' : median(cpuAfterMs).toFixed(2),
  ]);
  return markdownTable(['Case', 'of', 'requests/s', 'range', 'p50, ms', 'p99, ms', 'CPU, ms', 'CPU after, ms'], cells);
}

/** Every case of this checkout, divided by the same case of the base and by the peers. */
function ratiosOf(rows: readonly Row[], metric: Metric): readonly Ratio[] {
  return rows
    .filter(({ whose }) => whose === 'this')
    .flatMap(({ title, isOnce, samples }) =>
      AGAINST.flatMap(([by]) => {
        const peer = peerOf(by, title, isOnce);
        const other = rows.find((row) =>
          by === 'base' ? row.whose === by && row.title === title : row.title === peer,
        );
        return other ? [ratioOf({ title, by, metric }, samples, other.samples)] : [];
      }),
    );
}

/** The row of a peer that a case is compared with: the echo speaks as the case does, and few requests are compared with as few. */
function peerOf(by: string, title: string, isOnce: boolean): string | null {
  if (by === 'limit' && title === FIRST_CALL) return NEW_OBJECT;
  if (WEEKS_ONLY.includes(by) && !title.startsWith('week summary')) return null;
  if (isOnce) return asMany(by);
  return by === 'echo' ? `echo${title.match(/ \((2025|2026, capabilities)\)$/)?.[0] ?? ''}` : by;
}

function ratioTable(all: readonly Ratio[], metric: Metric): string {
  const ratios = all.filter((ratio) => ratio.metric === metric);
  const columns = AGAINST.filter(([by]) => ratios.some((ratio) => ratio.by === by));
  const titles = [...new Set(ratios.map(({ title }) => title))];
  const cells = titles.map((title) => [
    title,
    ...columns.map(([by]) => {
      const ratio = ratios.find((each) => each.title === title && each.by === by);
      return ratio ? `${ratio.value.toFixed(2)} (${rangeOf([ratio.low, ratio.high], 2)})` : '';
    }),
  ]);
  return markdownTable(['Case', ...columns.map(([, head]) => head)], cells);
}
