import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureCost } from './day.ts';
import { measureFootprint } from './footprint.ts';
import { measureGrowth } from './growth.ts';
import { measureLearners } from './learners.ts';
import { measureMeetings } from './meetings.ts';
import type { Options, PartName } from './options.ts';
import type { Part, Settings } from './part.ts';
import { drawCharts } from './picture.ts';
import { chartsOf } from './ratios.ts';
import { type Checkout, checkOut, commitOf } from './revision.ts';
import { measureSearch } from './search.ts';
import { measureSpeed, type Speed } from './speed.ts';
import { HERE, type System, startSystem } from './system.ts';

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
  growth: onThis(measureGrowth),
  search: (_, settings) => measureSearch(settings),
  meetings: (_, settings) => measureMeetings(settings),
  cost: onThis(measureCost),
};
/** These are compared with the base; each other part has a fleet of its own. */
const COMPARED: readonly PartName[] = ['speed', 'start'];

/** Measures the parts, prints each when it is done, and writes the files that are asked for. */
export async function report({ parts, settings, base, json, picture }: Options): Promise<void> {
  const commit = base === null ? null : commitOf(base);
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  const about = { at: new Date().toISOString(), commit: commitOf('HEAD'), base: commit, machine, settings };
  const checkout = commit === null ? null : checkOut(commit);
  const data: { [name in PartName]?: unknown } = {};
  try {
    for (const name of parts) {
      const compared = COMPARED.includes(name) ? checkout : null;
      const part = await withSystems(compared, (systems) => MEASURES[name](systems, settings));
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

/** A fleet for each revision, stopped when the measurement is over. */
async function withSystems<T>(base: Checkout | null, measure: (systems: readonly System[]) => Promise<T>): Promise<T> {
  const systems: System[] = [];
  try {
    systems.push(await startSystem('this', HERE));
    if (base) systems.push(await startSystem('base', base.folder));
    return await measure(systems);
  } finally {
    await Promise.all(systems.map((system) => system.stop()));
  }
}
