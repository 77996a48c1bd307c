import { demoLearners } from '../manifest.ts';
import { STATE } from '../paths.ts';
import { isFree } from '../ports.ts';
import { mcpServers } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { fillDemoLearners } from './fill.ts';
import { playLogSlot } from './log-slot.ts';
import { playProgress } from './progress.ts';
import { playWeekPlan } from './week-plan.ts';
import { playWeeklyReview } from './weekly-review.ts';

/** Plays a scenario as a model would; returns the dialogue with calls and results. */
type Play = (login: string, portOffset: number, now: Date) => Promise<string>;

/** Added to every port: the tests' fleet runs beside that of `npm start`. */
const PORT_OFFSET = Number(process.env['FLEET_PORT_OFFSET'] ?? 0);

/** The scenarios by the words that choose them. */
export const SCENARIOS: { readonly [words: string]: Play } = {
  'итоги недели': playWeeklyReview,
  'план недели': playWeekPlan,
  'запиши помидорку': playLogSlot,
  'какой у меня прогресс': playProgress,
};

/** `npm run demo [-- LOGIN] [SCENARIO]`: plays a scenario with the official client against the running fleet. */
export async function demo(args: readonly string[]): Promise<void> {
  const { login, play } = chosen(args);
  const stop = await ensureFleet();
  try {
    console.log(await play(login, PORT_OFFSET, new Date()));
  } finally {
    await stop();
  }
  process.exit(0);
}

/** Reads the arguments: both are optional, and a scenario of several words needs no quotes. */
export function chosen(args: readonly string[]): { readonly login: string; readonly play: Play } {
  const [first = ''] = args;
  const named = /^[a-z0-9_]+$/i.test(first);
  const words = (named ? args.slice(1) : args).join(' ').toLowerCase().replace(/[?!.]/g, '').trim();
  const play = words === '' ? playWeeklyReview : Object.hasOwn(SCENARIOS, words) ? SCENARIOS[words] : undefined;
  if (play === undefined) {
    const logins = demoLearners.map(({ login }) => login).join(', ');
    throw new UsageError(
      `Usage: npm run demo -- [LOGIN] [SCENARIO]\n  LOGIN: ${logins}\n  SCENARIO: ${Object.keys(SCENARIOS).join(' · ')}`,
    );
  }
  return { login: named ? first : 'demo_good', play };
}

/** Starts the fleet unless it runs; returns a function that stops what was started. */
async function ensureFleet(): Promise<() => Promise<void>> {
  const [server] = mcpServers;
  if (server && !(await isFree(server.port + PORT_OFFSET))) return async () => {};
  console.log('The fleet does not run: starting one for the demo…');
  // Imported only here, because it loads all of wrangler.
  const { startLocalFleet } = await import('../local-fleet.ts');
  const fleet = await startLocalFleet({ stateDir: STATE, portOffset: PORT_OFFSET });
  await fillDemoLearners(STATE, new Date(), PORT_OFFSET);
  return () => fleet.stop();
}
