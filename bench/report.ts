import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureCrm } from './crm.ts';
import { measureCost } from './day.ts';
import { measureFootprint } from './footprint.ts';
import { measureGrowth } from './growth.ts';
import { measureLearners } from './learners.ts';
import { measureMeetings } from './meetings.ts';
import type { Options, PartName } from './options.ts';
import type { Part, Settings } from './part.ts';
import { drawCharts } from './picture.ts';
import { chartsOf } from './ratios.ts';
import { measureRequirements } from './requirements.ts';
import { type Checkout, checkOut, commitOf } from './revision.ts';
import { measureSearch } from './search.ts';
import { measureSpeed, type Speed } from './speed.ts';
import { measureStores } from './stores.ts';
import { HERE, type System, startSystem } from './system.ts';
import { measureTokens } from './tokens.ts';

type Measure = (systems: readonly System[], settings: Settings) => Promise<Part>;

/** What measures one fleet takes this checkout's. */
const onThis =
  (measure: (system: System, settings: Settings) => Promise<Part>): Measure =>
  ([system], settings) =>
    system ? measure(system, settings) : Promise.reject(new Error('no system'));

const MEASURES: { readonly [name in PartName]: Measure } = {
  speed: measureSpeed,
  start: measureFootprint,
  learners: onThis(measureLearners),
  stores: measureStores,
  growth: onThis(measureGrowth),
  search: (_, settings) => measureSearch(settings),
  meetings: (_, settings) => measureMeetings(settings),
  tokens: (_, settings) => measureTokens(settings),
  requirements: (_, settings) => measureRequirements(settings),
  crm: measureCrm,
  cost: onThis(measureCost),
};
/** These are compared with the base; each other part has a fleet of its own. */
const COMPARED: readonly PartName[] = ['speed', 'start', 'stores'];

/** Measures the parts, prints each when it is done, and writes the files that are asked for. */
export async function report({ parts, settings, base, json, picture }: Options): Promise<void> {
  const commit = base === null ? null : commitOf(base);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  const about = { at: new Date().toISOString(), commit: commitOf('HEAD'), base: commit, machine, settings };
  const checkout = commit === null ? null : checkOut(commit);
  const data: { [name in PartName]?: unknown } = {};
  try {
    for (const name of parts) {
      const others = othersOf(name, COMPARED.includes(name) ? checkout : null);
      const part = await withSystems(others, (systems) => MEASURES[name](systems, settings));
      console.log(`## ${part.title}\n\n${part.text}\n`);
      data[name] = part.data;
      // After each part: a long run that fails keeps what it has.
      if (name === 'speed' && picture !== null)
        writeFileSync(picture, drawCharts(chartsOf((part.data as Speed).ratios)));
      if (json !== null) writeFileSync(json, `${JSON.stringify({ ...about, ...data }, null, 1)}\n`);
    }
  } finally {
    checkout?.remove();
  }
}

/** The fleets that a part measures beside that of this checkout. */
function othersOf(name: PartName, checkout: Checkout | null): readonly (() => Promise<System>)[] {
  const options = name === 'stores' ? { twinStore: 'surrealdb' } : {};
  const base = checkout ? [() => startSystem('base', checkout.folder, options)] : [];
  return name === 'stores' ? [() => startSystem('surrealdb', HERE, options), ...base] : base;
}

/** The fleet of this checkout and others, stopped when the measurement is over. */
async function withSystems<T>(
  others: readonly (() => Promise<System>)[],
  measure: (systems: readonly System[]) => Promise<T>,
): Promise<T> {
  const systems: System[] = [];
  try {
    systems.push(await startSystem('this', HERE));
    for (const start of others) systems.push(await start());
    return await measure(systems);
  } finally {
    await Promise.all(systems.map((system) => system.stop()));
  }
}
