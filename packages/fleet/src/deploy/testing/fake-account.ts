import { readFileSync } from 'node:fs';
import { ACCOUNT_DOMAIN } from '../../manifest.ts';
import type { RunWrangler, WranglerRun } from '../wrangler.ts';

/** What an account holds. */
export interface AccountState {
  /** KV namespaces, D1 databases and Vectorize indexes: name → id. */
  readonly kv: Map<string, string>;
  readonly d1: Map<string, string>;
  readonly vectorize: Map<string, string>;
  /** Workers: name → secrets. */
  readonly secrets: Map<string, { readonly [name: string]: string }>;
  /** Workers in the order they were deployed. */
  readonly deployed: string[];
}

/** One run of wrangler. */
export interface Call {
  readonly args: readonly string[];
  readonly input: string | undefined;
}

/** What goes wrong: given a call, its outcome, or `undefined` to let it through. */
export type Sabotage = (call: Call, index: number) => WranglerRun | undefined;

/** An account without a network: a wrangler that answers as the real one does, and remembers what it was asked. */
export interface FakeAccount {
  readonly state: AccountState;
  readonly calls: Call[];
  readonly wrangler: RunWrangler;
  /** What goes wrong from now on; nothing when absent. */
  sabotage: Sabotage | undefined;
}

/** An empty account. */
export function fakeAccount(): FakeAccount {
  const state: AccountState = { kv: new Map(), d1: new Map(), vectorize: new Map(), secrets: new Map(), deployed: [] };
  const account: FakeAccount = {
    state,
    calls: [],
    sabotage: undefined,
    async wrangler(args, input) {
      const call = { args, input };
      account.calls.push(call);
      return account.sabotage?.(call, account.calls.length - 1) ?? play(state, call);
    },
  };
  return account;
}

/** A run that failed, in the form wrangler says it. */
export function failed(message: string): WranglerRun {
  return { status: 1, stdout: '', stderr: `✘ [ERROR] ${message}\n\n` };
}

/** What the account does with a call. */
export function play(state: AccountState, { args, input }: Call): WranglerRun {
  const config = args[args.indexOf('-c') + 1];
  if (!args.includes('-c') || config === undefined) return failed('a wrangler.toml was searched for upwards');
  const words = args.slice(0, args.indexOf('-c')).filter((arg) => !arg.startsWith('--'));
  const [first, second, third = '', fourth = ''] = words;
  switch (`${first} ${second ?? ''}`.trim()) {
    case 'kv namespace':
      return third === 'create' ? create(state.kv, fourth) : list(state.kv, 'title', 'id');
    case 'd1 create':
      return create(state.d1, third);
    case 'd1 list':
      return list(state.d1, 'name', 'uuid');
    case 'vectorize create':
      if (!args.includes('--dimensions=1024')) return failed('You must provide both dimensions and a metric');
      return create(state.vectorize, third);
    case 'vectorize list':
      return list(state.vectorize, 'name', 'id');
    case 'd1 migrations':
      return ok(`applied to ${fourth}`);
    case 'secret list':
      return listSecrets(state, workerOf(config));
    case 'secret bulk':
      return putSecrets(state, workerOf(config), input ?? '');
    case 'deploy':
      return deploy(state, config);
    default:
      return failed(`Unknown arguments: ${args.join(' ')}`);
  }
}

function ok(stdout: string): WranglerRun {
  return { status: 0, stdout, stderr: '' };
}

function create(resources: Map<string, string>, name: string): WranglerRun {
  if (resources.has(name)) return failed(`"${name}" already exists.`);
  resources.set(name, `id-of-${name}`);
  return ok(`Creating "${name}"`);
}

function list(resources: ReadonlyMap<string, string>, name: string, id: string): WranglerRun {
  return ok(JSON.stringify([...resources].map(([key, value]) => ({ [name]: key, [id]: value }))));
}

function listSecrets({ secrets }: AccountState, worker: string): WranglerRun {
  const known = secrets.get(worker);
  if (!known) return failed(`Worker "${worker}" not found.`);
  return ok(JSON.stringify(Object.keys(known).map((name) => ({ name, type: 'secret_text' }))));
}

function putSecrets({ secrets }: AccountState, worker: string, input: string): WranglerRun {
  secrets.set(worker, { ...secrets.get(worker), ...JSON.parse(input) });
  return ok('Finished processing secrets file');
}

function deploy(state: AccountState, config: string): WranglerRun {
  const worker = workerOf(config);
  const { kv_namespaces = [] }: { kv_namespaces?: { id: string }[] } = JSON.parse(readFileSync(config, 'utf8'));
  const strange = kv_namespaces.find(({ id }) => ![...state.kv.values()].includes(id));
  if (strange) return failed(`KV namespace '${strange.id}' not found. [code: 10041]`);
  state.deployed.push(worker);
  if (!state.secrets.has(worker)) state.secrets.set(worker, {});
  return ok(
    `Deployed ${worker} triggers\n  https://${worker}.${ACCOUNT_DOMAIN}\nCurrent Version ID: v${state.deployed.length}\n`,
  );
}

/** The name in a configuration, TOML or JSON. */
function workerOf(config: string): string {
  return readFileSync(config, 'utf8').match(/^\s*"?name"?\s*[=:]\s*"([^"]+)"/m)?.[1] ?? 'unknown';
}
