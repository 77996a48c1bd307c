import { setTimeout } from 'node:timers/promises';
import type { Child } from './child.ts';
import { type Load, measure, type Sample } from './load.ts';

/** A load that is sent over and over is sent so long before it is measured, in parts of its time: after a pause or another load a system is slower. */
const WARM_UP = 2 / 3;

/** Whose figures a row has. */
export type Whose = 'this' | 'base' | 'peer';

/** An object leaves memory ten seconds after its last call, and its file is closed: of many at once, that is the work of a second. */
export const OBJECTS_LEAVE_MS = 12_000;

/** Something that is measured once a round. */
export interface Case {
  readonly title: string;
  readonly whose: Whose;
  readonly system: Pick<Child, 'usage'>;
  /** Done before each round, not measured. */
  readonly prepare?: () => Promise<unknown>;
  readonly load: () => Load;
  /** How long the system works on after the last answer, ms: the next case begins after it. */
  readonly worksOnMs?: number;
}

/** What a case gave: a sample for each round. */
export interface Row {
  readonly title: string;
  readonly whose: Whose;
  /** Whether each of its requests was sent once. */
  readonly isOnce: boolean;
  readonly samples: readonly Sample[];
  /** CPU of one request after its answer, ms, for each round; of systems that work on. */
  readonly cpuAfterMs?: readonly number[];
}

/**
 * Measures all cases in every round, so that each ratio is of figures taken within the same seconds; every second round runs in
 * the reverse order, so that no case is always measured after the same one. The first round warms up and is not kept.
 */
export async function measureRounds(name: string, rounds: number, cases: readonly Case[]): Promise<readonly Row[]> {
  const rows = new Map(
    cases.map((each) => [each, { isOnce: false, samples: [] as Sample[], cpuAfterMs: [] as number[] }]),
  );
  for (let round = 0; round <= rounds; round += 1) {
    console.error(round === 0 ? `${name}, warm-up` : `${name}, round ${round} of ${rounds}`);
    for (const each of round % 2 === 0 ? cases : cases.toReversed()) {
      await each.prepare?.();
      const load = each.load();
      const sample = await measureWarm(load, each.system);
      const cpuAfterMs = await waitForWork(each, sample.count);
      const row = rows.get(each);
      if (round === 0 || !row) continue;
      row.isOnce = load.seconds === null;
      row.samples.push(sample);
      row.cpuAfterMs.push(...cpuAfterMs);
    }
  }
  return [...rows].map(([{ title, whose }, row]) => ({ title, whose, ...row }));
}

async function measureWarm(whole: Load, system: Case['system']): Promise<Sample> {
  if (whole.seconds !== null) await measure({ ...whole, seconds: whole.seconds * WARM_UP }, system);
  return measure(whole, system);
}

/** Waits until a system has done what a case left, and gives its CPU for one request. */
async function waitForWork({ system, worksOnMs }: Case, requests: number): Promise<readonly number[]> {
  if (worksOnMs === undefined) return [];
  const before = system.usage().cpuMs;
  await setTimeout(worksOnMs);
  return [(system.usage().cpuMs - before) / requests];
}
