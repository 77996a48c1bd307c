import { measureSpeed } from './speed.ts';

/** `npm run bench`: prints the table of docs/performance.md, measured on this machine now. */
console.log(await measureSpeed());
process.exit(0);
