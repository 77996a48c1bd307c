import { BenchUsageError, HELP, readOptions } from './options.ts';

try {
  const options = readOptions(process.argv.slice(2));
  // Loaded only for a measurement: help needs neither the bundler nor the servers.
  if (options) await (await import('./report.ts')).report(options);
  else console.log(HELP);
} catch (error) {
  console.error(error instanceof BenchUsageError ? error.message : error);
  process.exit(1);
}
// A system that did not stop must not hold the run.
process.exit(0);
