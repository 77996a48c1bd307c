import { workers } from '@aisystant/fleet';
import { median, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';

/** What one Worker of one system weighs: compressed size, KiB, and the CPU time of its start in each round, ms. */
interface Footprint {
  readonly worker: string;
  readonly system: string;
  readonly kib: number;
  readonly startsMs: readonly number[];
}

/** Size of each Worker as uploaded, and the CPU time its start takes, beside the base's, round by round. */
export async function measureFootprint(systems: readonly System[], { rounds }: Settings): Promise<Part> {
  const all: Footprint[] = [];
  for (const { name } of workers) {
    const starts = new Map<System, { kib: number; startsMs: number[] }>(
      systems.filter((system) => system.has(name)).map((system) => [system, { kib: 0, startsMs: [] }]),
    );
    for (let round = 1; round <= rounds; round += 1) {
      console.error(`start of ${name}, round ${round} of ${rounds}`);
      for (const [system, known] of starts) {
        const { kib, startMs } = await system.footprint(name);
        known.kib = kib;
        known.startsMs.push(startMs);
      }
    }
    all.push(...[...starts].map(([system, known]) => ({ worker: name, system: system.name, ...known })));
  }
  return { title: 'Bundle and start', text: table(all), data: all };
}

function table(all: readonly Footprint[]): string {
  const rows = all.map(({ worker, system, kib, startsMs }) => {
    const base = all.find((each) => each.worker === worker && each.system === 'base');
    const ratios = base && startsMs.map((ms, round) => ms / (base.startsMs[round] ?? Number.NaN));
    const compared = base && system === 'this';
    return [
      worker,
      system,
      kib.toFixed(1),
      compared ? (kib / base.kib).toFixed(2) : '',
      median(startsMs).toFixed(1),
      rangeOf(startsMs, 1),
      compared && ratios ? `${median(ratios).toFixed(2)} (${rangeOf(ratios, 2)})` : '',
    ];
  });
  const head = ['Worker', 'of', 'bundle, KiB gzip', '÷ base', 'CPU of a start, ms', 'range', '÷ base'];
  return markdownTable(head, rows);
}
