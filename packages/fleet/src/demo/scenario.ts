import { isLogin } from '@aisystant/simulators/learner';
import { demoLearners } from '../manifest.ts';
import { STATE } from '../paths.ts';
import { localPortOffset } from '../ports.ts';
import { progress } from '../progress.ts';
import { isRunning } from '../running-server.ts';
import { mcpServers } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { fillDemoLearners } from './fill.ts';
import { fillDemoRequirements } from './fill-requirements.ts';
import { FIRST_SCENARIO, type Play, SCENARIOS } from './scenarios.ts';

/** Added to every port: the tests' fleet runs beside that of `npm start`. */
const PORT_OFFSET = localPortOffset();

/** `npm run demo [-- LOGIN] [SCENARIO]`: plays a scenario with the official client against the running fleet. */
export async function demo(args: readonly string[]): Promise<void> {
  const { login, load } = chosen(args);
  const stop = await ensureFleet();
  try {
    progress(playedAs(login));
    const play = await load();
    console.log(await play(login, PORT_OFFSET, new Date()));
  } finally {
    await stop();
  }
  process.exit(0);
}

/** Reads the arguments: both are optional, and a scenario of several words needs no quotes. */
export function chosen(args: readonly string[]): { readonly login: string; readonly load: () => Promise<Play> } {
  const [first = ''] = args;
  const named = isLogin(first);
  const words = (named ? args.slice(1) : args).join(' ').toLowerCase().replace(/[?!.]/g, '').trim() || FIRST_SCENARIO;
  const load = Object.hasOwn(SCENARIOS, words) ? SCENARIOS[words] : undefined;
  if (load === undefined) {
    throw new UsageError(`There is no scenario "${words}". There are: ${Object.keys(SCENARIOS).join(' · ')}.`);
  }
  return { login: named ? first : 'demo_good', load };
}

/** Who plays it; a mistyped name is a learner too, and has no records. */
export function playedAs(login: string): string {
  const names: readonly string[] = demoLearners.map((learner) => learner.login);
  if (names.includes(login)) return `Playing it as ${login}…`;
  return `There is no demo learner ${login} (there are ${names.join(', ')}); playing it as a learner of that name, who may have no records…`;
}

/** Starts the fleet unless it runs; returns a function that stops what was started. */
async function ensureFleet(): Promise<() => Promise<void>> {
  const [server] = mcpServers;
  if (server && (await isRunning(server, PORT_OFFSET))) return async () => {};
  progress('The fleet does not run: starting one for the demo…');
  // Imported only here, because it loads all of wrangler.
  const { startLocalFleet } = await import('../local-fleet.ts');
  const fleet = await startLocalFleet({ stateDir: STATE, portOffset: PORT_OFFSET });
  await fillDemoLearners(STATE, new Date(), PORT_OFFSET);
  await fillDemoRequirements(PORT_OFFSET);
  return () => fleet.stop();
}
