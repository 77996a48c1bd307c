import { hash } from 'node:crypto';
import { userIdOf } from '@aisystant/oauth/user-id';
import { isLogin, subjectOf } from '@aisystant/simulators/learner';
import { localUrl } from '../local-variables.ts';
import { IDENTITY_PORT, SURREALDB_PORT } from '../manifest.ts';
import { STATE } from '../paths.ts';
import { localPortOffset } from '../ports.ts';
import { refuseOptions } from '../refuse-options.ts';
import { isRunning } from '../running-server.ts';
import { localSecrets } from '../secrets.ts';
import { serverNamed } from '../server-named.ts';
import type { WorkerEntry } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { localTwinDatabase, type TwinDatabase, type TwinStore, twinStoreNamed } from './database.ts';
import { migrateTwins, movedTwinsIn } from './migrate.ts';
import { connectedUsers, lookAtLearner, type MovedTwin, type MoveTarget, moveLearner } from './move.ts';

interface Options {
  readonly to?: string;
  readonly all?: boolean;
  readonly remote?: boolean;
  readonly 'dry-run'?: boolean;
}

type Environment = { readonly [variable: string]: string | undefined };

/** `npm run fleet -- twin migrate`, `npm run fleet -- twin move`: the schema of the database of the twins, and who is in it. */
export async function twin([action, ...people]: readonly string[], options: Options = {}): Promise<void> {
  if (action === 'move') return move(people, options);
  if (action !== 'migrate') throw new UsageError(`twin migrate or twin move, not "twin ${action}".`);
  if (people.length > 0) throw new UsageError('twin migrate takes no learners: it is of the schema of all.');
  refuseOptions('twin migrate', options);
  const applied = await migrateTwins(databaseOf(process.env));
  console.log(applied.length === 0 ? 'The schema is up to date.' : `Applied: ${applied.join(', ')}.`);
}

async function move(people: readonly string[], { to, all, remote, 'dry-run': isDry }: Options): Promise<void> {
  if (to === undefined) throw new UsageError('Say where to: --to durable-object or --to surrealdb.');
  if (people.length > 0 === (all ?? false)) throw new UsageError('Name learners, or say --all.');
  const store = twinStoreNamed(to);
  const place = remote ? remotePlace(process.env) : await localPlace();
  const { twins, lost } = all
    ? await twinsToMove(place, store)
    : { twins: await Promise.all(people.map(place.named)), lost: 0 };
  const counts = { moved: 0, already: 0, empty: 0 };
  for (const [index, each] of twins.entries()) {
    const name = people[index] ?? ('user' in each ? each.user : each.object);
    if (isDry) {
      console.log(`${name}: ${await found(place.target, each)}`);
      continue;
    }
    const outcome = await moveLearner(place.target, each, store);
    counts[outcome] += 1;
    console.log(`${name}: ${SAID[outcome]}`);
  }
  if (isDry) console.log(`Nothing was moved; ${twins.length} would be looked at.`);
  else console.log(`${counts.moved} moved to ${store}, ${counts.already} were there, ${counts.empty} have no data.`);
  if (lost > 0) throw new UsageError(stayBehind(lost));
}

const stayBehind = (lost: number) =>
  `${lost} more in SurrealDB cannot be found: they were in it before it knew of moves, and have no app or token connected. ` +
  'Keep TWIN_STORE = "surrealdb", and name them by user id, or say --all again when they have connected one.';

const SAID = { moved: 'moved', already: 'was there', empty: 'has no data' } as const;

async function found(target: MoveTarget, twin: MovedTwin): Promise<string> {
  const stores = Object.entries(await lookAtLearner(target, twin));
  return stores.map(([store, { home, rows }]) => `${store} ${home}, ${rows} rows`).join('; ');
}

/** Where learners are moved. */
interface Place {
  readonly target: MoveTarget;
  /** The database of the twins, as an owner sees it. */
  readonly database: () => TwinDatabase;
  /** The learner whom an argument names: a login of the local fleet, a user id of the deployed one. */
  named(person: string): Promise<MovedTwin>;
}

/** The local fleet. Throws {@link UsageError} when it does not run: a move would try for long, and say that a store may be down. */
export async function localPlace(server: Pick<WorkerEntry, 'name' | 'port'> = serverNamed('dt-mcp')): Promise<Place> {
  const portOffset = localPortOffset();
  if (!(await isRunning(server, portOffset)))
    throw new UsageError('The fleet does not run: start it with npm start -- --twin surrealdb.');
  const { subjectKey = '' } = (await localSecrets(STATE))['dt-mcp'] ?? {};
  const database = localTwinDatabase(subjectKey, SURREALDB_PORT + portOffset);
  return {
    target: { url: localUrl(server.port, portOffset), key: database.moveKey },
    database: () => database,
    async named(login) {
      if (!isLogin(login)) throw new UsageError(`"${login}" is no login: 1 to 32 of a-z, 0-9 and _.`);
      return { user: await userIdOf(subjectKey, localUrl(IDENTITY_PORT, portOffset), subjectOf(login)) };
    },
  };
}

function remotePlace(env: Environment): Place {
  const { TWIN_MOVE_KEY: key } = env;
  if (!key) throw new UsageError('Missing in the environment: TWIN_MOVE_KEY, the secret of dt-mcp.');
  return {
    target: { url: serverNamed('dt-mcp').publicUrl, key },
    database: () => databaseOf(env),
    async named(user) {
      // An object is made for any name: a mistyped id would be told as a learner who was moved.
      if (!/^[\w-]{43}$/.test(user)) {
        throw new UsageError(
          `"${user}" is no user id: 43 of A-Z, a-z, 0-9, - and _. The runbook says how it is computed, below "A learner asks for erasure".`,
        );
      }
      return { user };
    },
  };
}

/**
 * The twins to move: to SurrealDB, all connected people; back, everyone with a record there. `lost`: people known only by
 * hash.
 */
export async function twinsToMove(
  { target, database }: Pick<Place, 'target' | 'database'>,
  to: TwinStore,
): Promise<{ readonly twins: readonly MovedTwin[]; readonly lost: number }> {
  if (to === 'surrealdb') return { twins: (await connectedUsers(target)).map((user) => ({ user })), lost: 0 };
  const learners = await movedTwinsIn(database());
  const named = learners.flatMap(({ learner, object }) => (object === null ? [] : [{ learner, object }]));
  const unnamed = new Set(learners.filter(({ object }) => object === null).map(({ learner }) => learner));
  const users = unnamed.size === 0 ? [] : await connectedUsers(target);
  const found = users.filter((user) => unnamed.has(hash('sha256', user))).map((user) => ({ user }));
  return { twins: [...named, ...found], lost: unnamed.size - found.length };
}

/** The database that the environment names. Throws {@link UsageError} for what is missing, and for a wrong address. */
export function databaseOf(env: Environment): TwinDatabase {
  const missing = VARIABLES.filter((name) => !env[name]);
  if (missing.length > 0) throw new UsageError(`Missing in the environment: ${missing.join(', ')}.`);
  if (!/^(https?|wss?):$/.test(URL.parse(env['SURREALDB_URL'] ?? '')?.protocol ?? '')) {
    throw new UsageError('SURREALDB_URL in the environment is no address: it begins with http, https, ws or wss.');
  }
  const read = (name: (typeof VARIABLES)[number]) => env[name] ?? '';
  return {
    url: read('SURREALDB_URL'),
    namespace: read('SURREALDB_NAMESPACE'),
    database: read('SURREALDB_DATABASE'),
    key: read('SURREALDB_KEY'),
    owner: { username: read('SURREALDB_OWNER'), password: read('SURREALDB_PASSWORD') },
  };
}

/** The first four are the Worker's as well; the last two are of this command alone. */
const VARIABLES = [
  'SURREALDB_URL',
  'SURREALDB_NAMESPACE',
  'SURREALDB_DATABASE',
  'SURREALDB_KEY',
  'SURREALDB_OWNER',
  'SURREALDB_PASSWORD',
] as const;
