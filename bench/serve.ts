import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { Learner, localUrl, runWrangler, startLocalFleet, workers } from '@aisystant/fleet';
import { IDENTITY_PORT } from '@aisystant/fleet/manifest';
import { userIdOf } from '@aisystant/oauth/user-id';
import { subjectOf } from '@aisystant/simulators/identity';

// Serves the fleet of the revision that this file lies in, and takes orders over the process channel. The base revision runs
// a copy of this file, so it imports nothing of the bench, and from the packages only what the base has as well.

/** What the process does when asked; each answers when it is done. */
export interface Orders {
  /** Signs learners in at a server, so many at once, with one client, and gives their tokens; a second call refreshes them. */
  signIn(server: string, logins: readonly string[], atOnce?: number): Promise<readonly string[]>;
  /**
   * Gives learners a personal token of a server, in the place of a sign-in, which takes a tenth of a second each; a base before
   * 29 November 2026 has no order for it.
   */
  giveTokens(server: string, logins: readonly string[], atOnce?: number): Promise<readonly string[]>;
  /** Fills a learner's twin with events that start then, the latest first. */
  fill(login: string, startsMs: readonly number[]): Promise<null>;
  /** Bytes of a learner's twin on disk. */
  sizeOfTwin(login: string): Promise<number>;
  /** Bytes of so many calls of a learner to dt-mcp on disk, spread over the days for which they are kept. */
  sizeOfCalls(login: string, calls: number): Promise<number>;
  /** A Worker as uploaded, compressed, and the CPU time of its start, as wrangler measures both without an account. */
  footprint(worker: string): Promise<{ readonly kib: number; readonly startMs: number }>;
}

/** The part of a twin that filling needs. */
interface Twins {
  idFromName(name: string): { toString(): string };
  get(id: unknown): {
    saveEvents(events: readonly object[], writer: { clientId: string; nowMs: number }): Promise<unknown>;
  };
}

/** The part of the calls of people that filling needs. */
interface Calls {
  idFromName(name: string): { toString(): string };
  get(id: unknown): { add(entries: readonly object[], nowMs: number): Promise<void> };
}

const [offset, wrapper] = process.argv.slice(2);
const portOffset = Number(offset);
/** The inspector's port is this much above the others. */
const INSPECTOR = 2_000;
const DAY_MS = 86_400_000;
const ROOT = path.resolve(import.meta.dirname, '..');
const COMMAND_LINE = path.join(ROOT, 'packages', 'fleet', 'src', 'cli.ts');
/** A learner may send at most 5,000 a day. */
const EVENTS_A_DAY = 4_000;

const stateDir = await mkdtemp(path.join(tmpdir(), 'bench-'));
const options = {
  stateDir,
  portOffset,
  forMeasurement: true,
  inspectorPort: portOffset + INSPECTOR,
  ...(wrapper !== undefined && { wrapper }),
};
const fleet = await startLocalFleet(options);
const learners = new Map<string, Learner>();
const build = promisify(execFile);
/** Builds of Workers as they would be deployed, by name. */
const built = new Map<string, Promise<unknown>>();

const orders: Orders = {
  async signIn(server, logins, atOnce = 8) {
    const url = endpointOf(server);
    const [first = '', ...others] = logins;
    const tokens = [await learnerOf(first).signIn(url)];
    // One client for all, as a chat has: the others neither discover nor register it again.
    const registered = providerOf(first, url);
    for (let from = 0; from < others.length; from += atOnce) {
      const some = others.slice(from, from + atOnce).map((login) => {
        const provider = providerOf(login, url);
        provider.saveClientInformation(registered.clientInformation());
        const discovered = registered.discoveryState();
        if (discovered) provider.saveDiscoveryState(discovered);
        return learnerOf(login).signIn(url);
      });
      tokens.push(...(await Promise.all(some)));
    }
    return tokens;
  },
  async giveTokens(server, logins, atOnce = 8) {
    const { issuePersonalToken } = await import('@aisystant/oauth/personal-tokens');
    const kv = (await fleet.kvNamespace(server, 'OAUTH_KV')) as Parameters<typeof issuePersonalToken>[0];
    const request = { id: 'bench', name: 'bench', scopes: ['dt:read', 'dt:write'], days: 1 };
    const give = async (login: string) => {
      const owner = { userId: await userOf(login), resource: endpointOf(server) };
      const issued = await issuePersonalToken(kv, { name: server }, request, owner);
      if (!issued.ok) throw new Error(`${login}: ${issued.error}`);
      return issued.value.token;
    };
    const tokens: string[] = [];
    for (let from = 0; from < logins.length; from += atOnce) {
      tokens.push(...(await Promise.all(logins.slice(from, from + atOnce).map(give))));
    }
    return tokens;
  },
  async fill(login, startsMs) {
    const { twin } = await twinOf(login);
    const days = Math.ceil(startsMs.length / EVENTS_A_DAY);
    for (let day = 0; day < days; day += 1) {
      const first = day * EVENTS_A_DAY;
      const part = startsMs.slice(first, first + EVENTS_A_DAY).map((ms, index) => eventAt(ms, first + index));
      // The last are dated yesterday, so that today's quota is left.
      await twin.saveEvents(part, { clientId: 'bench', nowMs: Date.now() - (days - day) * DAY_MS });
    }
    if (process.env['TWIN_STORE'] === 'surrealdb') await moveToSurrealDb(login);
    return null;
  },
  async sizeOfTwin(login) {
    return sizeOf('TwinObject', (await twinOf(login)).id);
  },
  async sizeOfCalls(login, calls) {
    const namespace = (await fleet.durableObjects('dt-mcp', 'ACTIVITY')) as Calls;
    const id = namespace.idFromName(
      createHash('sha256')
        .update(`calls\n${await userOf(login)}`)
        .digest('hex'),
    );
    const now = Date.now();
    const entries = Array.from({ length: calls }, (_, index) => ({
      at_ms: now - index,
      ...{ server: 'dt-mcp', via: 'app', app: 'ChatGPT', kind: 'tool', name: 'dt.get_week_summary', code: 'OK' },
      consentedAtMs: now,
    }));
    await namespace.get(id).add(entries, now);
    return sizeOf('ActivityObject', String(id));
  },
  async footprint(worker) {
    built.set(worker, built.get(worker) ?? build(process.execPath, [COMMAND_LINE, 'deploy', '--dry-run', worker]));
    await built.get(worker);
    const startup = ['check', 'startup', `--args=-c ${path.join(ROOT, '.build', 'dry-run', worker, 'wrangler.jsonc')}`];
    const run = await runWrangler([...startup, '--outfile', `.build/${worker}.cpuprofile`]);
    const [, kib] = run.stdout.match(/gzip: ([\d.]+) KiB/) ?? [];
    const [, startMs] = run.stdout.match(/Active: ([\d.]+) ms/) ?? [];
    if (run.status !== 0) throw new Error(`${worker}: ${run.stdout}${run.stderr}`);
    return { kib: Number(kib), startMs: Number(startMs) };
  },
};

/** Bytes of an object of dt-mcp on disk. */
function sizeOf(className: string, id: string): number {
  const file = path.join(stateDir, 'v3', 'do', `dt-mcp-${className}`, `${id}.sqlite`);
  const database = new DatabaseSync(file, { readOnly: true });
  const pages = 'select page_count * page_size as bytes from pragma_page_count, pragma_page_size';
  const bytes = Number(database.prepare(pages).get()?.['bytes']);
  database.close();
  return bytes;
}

function endpointOf(name: string): string {
  const port = workers.find((worker) => worker.name === name)?.port;
  if (port === undefined) throw new Error(`the fleet has no ${name}`);
  return `${localUrl(port, portOffset)}/mcp`;
}

function learnerOf(login: string): Learner {
  const learner = learners.get(login) ?? new Learner(login);
  learners.set(login, learner);
  return learner;
}

/** A learner's client of a server; revisions before 29 November 2026 call it a grant. */
function providerOf(login: string, url: string): ReturnType<Learner['providerFor']> {
  const learner: Partial<Record<'providerFor' | 'grant', Learner['providerFor']>> = learnerOf(login);
  const provider = learner.providerFor?.(url) ?? learner.grant?.(url);
  if (!provider) throw new TypeError('this revision has its scripted learners in another way');
  return provider;
}

async function subjectKeyOf(): Promise<string> {
  return JSON.parse(await readFile(path.join(stateDir, 'secrets.json'), 'utf8'))['dt-mcp'].subjectKey;
}

async function userOf(login: string): Promise<string> {
  return userIdOf(await subjectKeyOf(), localUrl(IDENTITY_PORT, portOffset), subjectOf(login));
}

async function twinOf(login: string) {
  const twins = (await fleet.durableObjects('dt-mcp', 'TWIN')) as Twins;
  const id = twins.idFromName(await userOf(login));
  return { id: String(id), twin: twins.get(id) };
}

/** What has been filled goes the way on which an operator moves a learner. */
async function moveToSurrealDb(login: string): Promise<void> {
  const headers = { authorization: `Bearer moves ${await subjectKeyOf()}` };
  const order = { do: 'move', twin: { user: await userOf(login) }, to: 'surrealdb', move: `bench ${login}` };
  for (let cursor: unknown = null; ; ) {
    const body = JSON.stringify({ ...order, cursor });
    const answer = await fetch(new URL('/twins/move', endpointOf('dt-mcp')), { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`moving ${login}: ${answer.status}`);
    const { outcome, next } = (await answer.json()) as { outcome: string | null; next?: unknown };
    if (outcome !== null) return;
    cursor = next;
  }
}

function eventAt(ms: number, index: number): object {
  return {
    source: 'timer',
    externalId: `bench-${index}`,
    activityType: 'practice',
    startMs: Math.floor(ms / 60_000) * 60_000,
    durationMinutes: 5,
    confidence: 0.8,
    eventType: null,
    slotId: null,
    role: 'ученик',
    method: null,
    workProductId: null,
    guideRef: null,
    exerciseRef: null,
    title: 'Упражнение',
    note: null,
  };
}

process.on('message', async ({ id, order, args }: { id: number; order: keyof Orders; args: readonly unknown[] }) => {
  const carryOut = orders[order] as (...args: readonly unknown[]) => Promise<unknown>;
  const answer = await carryOut(...args).then(
    (value) => ({ id, value }),
    (error: Error) => ({ id, error: error.stack ?? String(error) }),
  );
  process.send?.(answer);
});
// On every way out: Miniflare ends the process itself at Ctrl-C.
process.on('exit', () => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 }));
process.on('disconnect', async () => {
  await fleet.stop();
  process.exit(0);
});
const endpoints = workers.map(({ name }) => [name, endpointOf(name)] as const);
process.send?.({
  ready: Object.fromEntries([...endpoints, ['inspector', `http://127.0.0.1:${options.inspectorPort}`]]),
});
