import type { ServerName } from './bundle.ts';
import type { Conformance } from './conformance.ts';
import { type ExpectedFailure, expectedBy, findingsOf, type Run, SETS, scoreOf } from './verdict.ts';

const SERVERS: readonly ServerName[] = ['declared', 'complete'];
const MEANS = { declared: 'the kit alone', complete: 'with what the suite asks for beyond the kit' };
const TITLES = { '2025-11-25': 'Protocol 2025-11-25', '2026-07-28': 'Protocol 2026-07-28', authorization: 'Sign-in' };

/** Renders a run: a table for each set, the expected failures with reasons, the unexpected ones, and one last line. */
export function render({ runs, unexpected, stale }: Conformance, expected: readonly ExpectedFailure[]): string {
  const tables = SETS.map((set) => runs.filter((run) => run.set === set)).map((own) => table(own, expected));
  const reasons = expected.map(({ reason, impact }, index) => `${index + 1}. ${reason}\n   Impact: ${impact}`);
  const faults = [
    ...unexpected.map(
      ({ server, set, scenario, check, message }) => `UNEXPECTED (${server}, ${set}) ${scenario} ${check}: ${message}`,
    ),
    ...stale.map((what) => `STALE ${what}: it no longer fails so, take it off the list`),
  ];
  return [...tables, `Expected:\n${reasons.join('\n')}`, faults.join('\n'), lastLine(runs, unexpected, stale)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function table(runs: readonly Run[], expected: readonly ExpectedFailure[]): string {
  const columns = SERVERS.flatMap((server) => runs.filter((run) => run.server === server));
  const [first] = columns;
  if (!first) return '';
  const names = [...first.required, ...first.scenarios.map(({ name }) => name)];
  const rows = [...new Set(names)].map((name) => [
    first.required.includes(name) ? name : `${name} (not scored)`,
    ...columns.map((run) => cell(run, name, expected)),
  ]);
  const totals = ['passed by the rule of the suite', ...columns.map(score)];
  return [[TITLES[first.set], ...columns.map(({ server }) => server)], ...rows, totals].map(line).join('\n');
}

function line([name = '', ...cells]: string[]): string {
  return [name.padEnd(60), ...cells.map((each) => each.padEnd(10))].join('').trimEnd();
}

/** `ok`, the numbers of the expected failures, or `FAILED`. */
function cell(run: Run, name: string, expected: readonly ExpectedFailure[]): string {
  const scenario = run.scenarios.find((each) => each.name === name);
  if (!scenario) return 'FAILED';
  const numbers = findingsOf(run, scenario).map((finding) => expectedBy(finding, expected) + 1);
  if (numbers.length === 0) return 'ok';
  return numbers.includes(0) ? 'FAILED' : [...new Set(numbers)].join(' ');
}

function score(run: Run): string {
  return `${scoreOf(run)}/${run.required.length}`;
}

/** Both servers on one line, so that the features added by the bundler are not credited to the kit. */
function lastLine(runs: readonly Run[], unexpected: readonly unknown[], stale: readonly unknown[]): string {
  const scores = SERVERS.map((server) => {
    const own = SETS.flatMap((set) => runs.filter((run) => run.set === set && run.server === server));
    return `${server} (${MEANS[server]}) ${own.map((run) => `${run.set} ${score(run)}`).join(', ')}`;
  });
  return `conformance: ${[...scores, `${unexpected.length} unexpected, ${stale.length} stale`].join('; ')}`;
}
