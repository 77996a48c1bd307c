/** What the fleet consists of. Plain data: read by Workers, by the command line and by tests, and the one place of a name, port or address. */

/** A binding of a server, as its `wrangler.toml` must have it. */
export interface Bindings {
  /** KV namespaces. */
  readonly kv: readonly string[];
  /** SQLite Durable Objects: binding → class. */
  readonly durableObjects: { readonly [binding: string]: string };
  /** Rate limits: binding → calls a minute for one key. */
  readonly rateLimits: { readonly [binding: string]: number };
}

/** One server of the fleet. */
export interface ServerEntry {
  /** Name of the Worker, the folder under `workers/`, and the MCP server. */
  readonly name: string;
  readonly title: { readonly ru: string; readonly en: string };
  /** Port of the local fleet. */
  readonly port: number;
  /** Origin where it is deployed. */
  readonly publicUrl: string;
  /** Scopes it declares; empty for the portal. */
  readonly scopes: readonly string[];
  readonly bindings: Bindings;
}

/** Where the Workers of the account stand: each is deployed at its name below. To deploy to another account, change this. */
export const ACCOUNT_DOMAIN = 'aisystant.workers.dev';

const deployedAt = (name: string) => `https://${name}.${ACCOUNT_DOMAIN}`;

/** What every server that signs people in is bound to. */
export const SIGN_IN_BINDINGS = {
  kv: ['OAUTH_KV'],
  durableObjects: {},
  rateLimits: { READ_LIMIT: 600, WRITE_LIMIT: 120, ADDRESS_LIMIT: 6000, SIGN_IN_LIMIT: 300, TOKEN_LIMIT: 3000 },
} as const satisfies Bindings;

/** The front page: no data, no secrets. */
export const portal: ServerEntry = {
  name: 'portal',
  title: { ru: 'Главная страница', en: 'Front page' },
  port: 8787,
  publicUrl: deployedAt('portal'),
  scopes: [],
  bindings: { kv: [], durableObjects: {}, rateLimits: {} },
};

/** The MCP servers, in the order they are shown. */
export const mcpServers: readonly ServerEntry[] = [
  {
    name: 'fsm-mcp',
    title: { ru: 'Проводник', en: 'The Guide' },
    port: 8788,
    publicUrl: deployedAt('fsm-mcp'),
    scopes: ['fsm:read'],
    bindings: SIGN_IN_BINDINGS,
  },
  {
    name: 'dt-mcp',
    title: { ru: 'Цифровой двойник', en: 'Digital Twin' },
    port: 8789,
    publicUrl: deployedAt('dt-mcp'),
    scopes: ['dt:read', 'dt:write'],
    bindings: { ...SIGN_IN_BINDINGS, durableObjects: { TWIN: 'TwinObject' } },
  },
];

/** Every Worker of the fleet. */
export const workers: readonly ServerEntry[] = [portal, ...mcpServers];

/** Port of the local identity provider. */
export const IDENTITY_PORT = 8780;

/** The demo learners of the local fleet: ordinary learners whose data the start command fills in. */
export const demoLearners = [
  { login: 'demo_good', title: 'Ровная неделя: пять дней, три часа' },
  { login: 'demo_weak', title: 'Слабая неделя: два дня' },
  { login: 'demo_empty', title: 'Пустой двойник' },
  { login: 'demo_long', title: 'Двенадцать недель занятий' },
  { login: 'demo_relapse', title: 'Перерыв после хороших недель' },
  { login: 'demo_tricky', title: 'Трудные случаи: пересечения, полночь, перевод часов' },
] as const;
