import { measureFootprint } from './footprint.ts';
import { measureSpeed } from './speed.ts';

/** `npm run bench`: prints the tables of docs/performance.md, measured on this machine now. */
console.log(await measureSpeed());
console.log(`\n${await measureFootprint()}`);
process.exit(0);
