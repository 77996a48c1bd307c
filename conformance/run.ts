import { runConformance } from './conformance.ts';
import { expectedFailures } from './expected-failures.ts';
import { render } from './report.ts';

const conformance = await runConformance();
process.stdout.write(`${render(conformance, expectedFailures)}\n`);
process.exitCode = conformance.unexpected.length + conformance.stale.length === 0 ? 0 : 1;
