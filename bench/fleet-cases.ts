import { initialize, mcpRequest, once, type Speech, sendAll, toolCall } from './calls.ts';
import type { Request } from './load.ts';
import type { Settings } from './part.ts';
import { type Case, OBJECTS_LEAVE_MS, type Whose } from './rounds.ts';
import type { System } from './system.ts';
import { evenly, fillTwins, loginsOf, reads, studyWeeks, writes } from './twins.ts';

const WEEKS = 10;
/** Ten times what a busy learner makes. */
const HEAVY_WEEK = 200;
/** Calls of a person are kept three seconds after the answer. */
const WRITES_ON_MS = 3_500;
/** Writes of one learner that are measured in a round, and before it so that it is warm: 5,000 a day are allowed. */
const WRITES = 200;
const FIRST_WRITES = 50;

/** The case of learners who were never here. */
export const FIRST_CALL = 'first call of a new learner, a write';

/** The learners of a system, by what they are measured for; each is a list of tokens for dt-mcp. */
interface Tokens {
  readonly usual: readonly string[];
  readonly heavy: readonly string[];
  readonly fsm: string;
}

/** The cases of a fleet; the same titles for every revision. Fills what they read. */
export async function fleetCases(system: System, settings: Settings): Promise<readonly Case[]> {
  const tokens = await prepareLearners(system, settings);
  const whose: Whose = system.name === 'base' ? 'base' : 'this';
  const cases = [
    ...weekCases(system, settings, 'week summary', tokens.usual),
    ...weekCases(system, settings, `week summary, ${HEAVY_WEEK} events a week`, tokens.heavy),
    ...repeated(system, settings, tokens),
    ...writeCases(system, settings, tokens.usual[0] ?? ''),
  ];
  return cases.map((each) => ({ worksOnMs: WRITES_ON_MS, ...each, system, whose }));
}

type Titled = Omit<Case, 'system' | 'whose'>;

async function prepareLearners(system: System, { twins }: Settings): Promise<Tokens> {
  console.error(`${system.name}: signing in and filling the twins of ${twins} learners`);
  const [usual, heavy] = [loginsOf('usual', twins), loginsOf('heavy', Math.ceil(twins / 5))];
  const dt = await system.signIn('dt-mcp', [...usual, ...heavy]);
  const [fsm = ''] = await system.signIn('fsm-mcp', usual.slice(0, 1));
  const now = Date.now();
  await fillTwins(system, usual, studyWeeks(WEEKS, now));
  await fillTwins(system, heavy, evenly(HEAVY_WEEK * WEEKS, WEEKS * 7, now));
  return { usual: dt.slice(0, usual.length), heavy: dt.slice(usual.length), fsm };
}

/**
 * A week read first after a write to that twin, again and again without one, and once by learners who made a pause: their objects have
 * left memory.
 */
export function weekCases(
  system: System,
  settings: Settings,
  title: string,
  tokens: readonly string[],
): readonly Titled[] {
  const { seconds, connections } = settings;
  const url = system.endpointOf('dt-mcp');
  const ofEach = reads(url, tokens);
  const readEach = () => sendAll(ofEach, connections);
  const writeToEach = () => sendAll(writes(url, tokens), connections);
  const onceEach = { requests: ofEach, seconds: null, connections };
  const cases: readonly Titled[] = [
    {
      title: `${title}, first read`,
      prepare: async () => {
        for (const step of [writeToEach, readEach, writeToEach]) await step();
      },
      load: () => onceEach,
    },
    { title: `${title}, again`, prepare: readEach, load: () => ({ ...onceEach, seconds }) },
    { title: `${title}, after a pause`, load: () => onceEach },
  ];
  return cases.map((each) => ({ ...each, worksOnMs: OBJECTS_LEAVE_MS }));
}

/** Requests that are sent over and over. */
function repeated(system: System, { seconds, connections }: Settings, tokens: Tokens): readonly Titled[] {
  const [fsm, dt] = [system.endpointOf('fsm-mcp'), system.endpointOf('dt-mcp')];
  const step = { state: 'weekly_reflection' };
  const list = (speech: Speech, token = tokens.usual[0]) =>
    mcpRequest(dt, { method: 'tools/list', params: {}, token, speech });
  const instruction = (speech: Speech, token?: string) =>
    toolCall(fsm, 'get_instruction', step, { speech, ...(token && { token }) });
  const requests: readonly (readonly [title: string, request: Request])[] = [
    ['tools/list of dt-mcp', list('2026')],
    ['tools/list of dt-mcp (2026, capabilities)', list('2026, capabilities')],
    ['tools/list of dt-mcp (2025)', list('2025')],
    ['initialize of dt-mcp (2025)', withToken(initialize(dt), tokens.usual[0])],
    ['get_instruction, token', instruction('2026', tokens.fsm)],
    ['get_instruction, token (2026, capabilities)', instruction('2026, capabilities', tokens.fsm)],
    ['get_instruction, token (2025)', instruction('2025', tokens.fsm)],
    ['get_instruction, no token', instruction('2026')],
    ['tools/list of fsm-mcp', mcpRequest(fsm, { method: 'tools/list', params: {} })],
  ];
  return requests.map(([title, request]) => ({
    title,
    prepare: () => once(request),
    load: () => ({ requests: [request], seconds, connections }),
  }));
}

/** Writes of one learner, and the first call of learners who were never here. */
export function writeCases(system: System, settings: Settings, one: string): readonly Titled[] {
  const { connections } = settings;
  const url = system.endpointOf('dt-mcp');
  let round = 0;
  let fresh: readonly string[] = [];
  const ofOne = (count: number) => writes(url, Array<string>(count).fill(one));
  const warmUp = () => sendAll(ofOne(FIRST_WRITES), connections);
  const signInNew = async () => {
    round += 1;
    fresh = await system.signIn('dt-mcp', loginsOf(`new_${round}`, settings.twins));
    await warmUp();
  };
  const onceEach = (requests: readonly Request[]) => ({ requests, seconds: null, connections });
  return [
    { title: 'write of one learner', prepare: warmUp, load: () => onceEach(ofOne(WRITES)) },
    {
      title: FIRST_CALL,
      prepare: signInNew,
      load: () => onceEach(writes(url, fresh)),
      worksOnMs: OBJECTS_LEAVE_MS,
    },
  ];
}

const withToken = (request: Request, token = ''): Request => ({
  ...request,
  headers: { ...request.headers, authorization: `Bearer ${token}` },
});
