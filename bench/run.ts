import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measureCost } from './day.ts';
import { measureFootprint } from './footprint.ts';
import { measureGrowth } from './growth.ts';
import { measureLearners } from './learners.ts';
import { BenchUsageError, HELP, type Options, type PartName, readOptions } from './options.ts';
import type { Part, Settings } from './part.ts';
import { drawCharts } from './picture.ts';
import { chartsOf } from './ratios.ts';
import { type Checkout, checkOut, commitOf } from './revision.ts';
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
  cost: onThis(measureCost),
};
/** These are compared with the base; each other part has a fleet of its own. */
const COMPARED: readonly PartName[] = ['speed', 'start'];

async function run({ parts, settings, base, json, picture }: Options): Promise<void> {
  const commit = base === null ? null : commitOf(base);
  const checkout = commit === null ? null : checkOut(commit);
  const results: { [name in PartName]?: Part } = {};
  try {
    for (const name of parts) {
      const part = await withSystems(COMPARED.includes(name) ? checkout : null, (systems) =>
        MEASURES[name](systems, settings),
      );
      console.log(`## ${part.title}\n\n${part.text}\n`);
      results[name] = part;
    }
  } finally {
    checkout?.remove();
  }
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, node: process.version };
  const data = Object.entries(results).map(([name, part]) => [name, part.data]);
  const report = { at: new Date().toISOString(), commit: commitOf('HEAD'), base: commit, machine, settings };
  if (json !== null) writeFileSync(json, `${JSON.stringify({ ...report, ...Object.fromEntries(data) }, null, 1)}\n`);
  const speed = results.speed?.data as Speed | undefined;
  if (picture !== null && speed) writeFileSync(picture, drawCharts(chartsOf(speed.ratios)));
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

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await run(options);
  else console.log(HELP);
} catch (error) {
  console.error(error instanceof BenchUsageError ? error.message : error);
  process.exit(1);
}
// A system that did not stop must not hold the run.
process.exit(0);
