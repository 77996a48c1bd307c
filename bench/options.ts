import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { closestNames } from '@aisystant/mcp/closest-names';
import type { Settings } from './part.ts';

/** The parts of a run, in their order, and what each measures. */
export const PARTS = {
  speed: 'requests of both eras, cold and warm, beside the peers and the base',
  start: 'size of each bundle, and CPU of a start',
  learners: '1 and 10,000 learners, and the memory of an isolate',
  stores: 'a twin in its Durable Object and in SurrealDB',
  growth: 'a learner with 100 and with 100,000 events',
  search: 'a search in 60, 1,000 and 10,000 pages, beside LIKE and MiniSearch',
  meetings: 'a person’s own meetings in spaces of 400, 10,000 and 100,000 recordings, and the requests of a scan',
  tokens: 'the check of a personal token among 10 and among 100,000, beside bcrypt over all of them',
  requirements: 'search and hierarchy at 1,000 and 100,000 requirements, and 50 writers at once',
  crm: 'requests and waiting of a call for 50 and 500 leads with names, beside the documented server',
  cost: 'what a million learners a day cost, and what would break first',
} as const;

/** Name of a part. */
export type PartName = keyof typeof PARTS;

/** What a run does. */
export interface Options {
  readonly parts: readonly PartName[];
  readonly settings: Settings;
  /** Revision to measure beside this checkout. */
  readonly base: string | null;
  /** Files that are written. */
  readonly json: string | null;
  readonly picture: string | null;
}

/** The call was wrong; the message is for the person at the keyboard. */
export class BenchUsageError extends Error {
  override readonly name = 'BenchUsageError';
}

const FULL: Settings = {
  rounds: 7,
  seconds: 1,
  connections: 16,
  twins: 200,
  learners: 10_000,
  calls: 100_000,
  sizes: [100, 1_000, 10_000, 100_000],
  pages: [60, 1_000, 10_000],
  meetings: [400, 10_000, 100_000],
  tokens: [10, 1_000, 100_000],
  requirements: [1_000, 100_000],
};
/** Shows that everything runs; its figures mean little. */
const QUICK: Settings = {
  rounds: 1,
  seconds: 0.3,
  connections: 8,
  twins: 10,
  learners: 20,
  calls: 60,
  sizes: [100, 1_000],
  pages: [60, 200],
  meetings: [400, 1_000],
  tokens: [10, 100],
  requirements: [500, 1_000],
};

const names = Object.keys(PARTS) as PartName[];

/** Help of `npm run bench`. */
export const HELP = [
  'Usage: npm run bench -- [PART…] [--base REV] [--json FILE] [--picture FILE] [--rounds N] [--quick]',
  '',
  'It measures the local fleet and prints tables for docs/performance.md; all parts when none is named.',
  '',
  ...names.map((name) => `  ${name.padEnd(14)} ${PARTS[name]}`),
  '',
  '  --base REV     measures this git revision too, in the same rounds, and prints ratios to it',
  '  --json FILE    writes all samples and figures',
  '  --picture FILE draws the ratios as an SVG; needs the part speed',
  `  --rounds N     rounds of every case, ${FULL.rounds} when absent`,
  '  --quick        one short round of little: shows that everything runs',
  '  --help, -h     prints this',
].join('\n');

/** Reads the arguments of a call; null asks for help. Throws {@link BenchUsageError}. */
export function readOptions(args: readonly string[]): Options | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const parts = positionals.map(partNamed);
  if (values.picture !== undefined && parts.length > 0 && !parts.includes('speed')) {
    throw new BenchUsageError('The picture shows the ratios of the part speed: name it too.');
  }
  const settings = values.quick ? QUICK : FULL;
  const rounds = values.rounds === undefined ? settings.rounds : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new BenchUsageError(`--rounds takes a whole number from 1, not "${values.rounds}".`);
  }
  return {
    parts: parts.length > 0 ? names.filter((name) => parts.includes(name)) : names,
    settings: { ...settings, rounds },
    base: values.base ?? null,
    json: fileOf(values.json),
    picture: fileOf(values.picture),
  };
}

/** A file to be written: its folder is looked for now, not after an hour of measuring. */
function fileOf(file: string | undefined): string | null {
  if (file === undefined) return null;
  const folder = path.dirname(path.resolve(file));
  if (!existsSync(folder)) throw new BenchUsageError(`There is no folder ${folder} for ${path.basename(file)}.`);
  return file;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        base: { type: 'string' },
        json: { type: 'string' },
        picture: { type: 'string' },
        rounds: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [wrong = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new BenchUsageError(`${wrong}.\n\n${HELP}`);
  }
}

function partNamed(name: string): PartName {
  const known = names.find((each) => each === name);
  if (known) return known;
  const [meant] = closestNames(name, names, 1);
  throw new BenchUsageError(`There is no part "${name}".${meant ? ` Did you mean ${meant}?` : ''}\n\n${HELP}`);
}
