import { measureFootprint } from './footprint.ts';
import { measureScale } from './scale.ts';
import { measureSpeed } from './speed.ts';

const MEASUREMENTS: { readonly [name: string]: readonly (() => Promise<string>)[] } = {
  speed: [measureSpeed, measureFootprint],
  scale: [measureScale],
};

/** `npm run bench [-- speed|scale]`: prints the tables of docs/performance.md, measured on this machine now. */
const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : Object.keys(MEASUREMENTS)) {
  const measurements = MEASUREMENTS[name];
  if (!measurements) throw new Error(`"${name}" is none of: ${Object.keys(MEASUREMENTS).join(', ')}`);
  for (const measurement of measurements) console.log(`${await measurement()}\n`);
}
process.exit(0);
