/** What the fleet consists of, written by hand and nowhere else; plain data. What follows from it is in `servers.ts`. */

/** The MCP servers in the order in which they are shown: folders of `workers/`. A new server adds its name here. */
export const SERVER_NAMES: readonly string[] = [
  'fsm-mcp',
  'dt-mcp',
  'guides-mcp',
  'exercises-mcp',
  'ktalk-mcp',
  'bitrix24-mcp',
  'requirements-mcp',
];

/**
 * Several servers at one address, for hosts that take one server only. Off unless it is named: `npm start -- --app`, `fleet deploy app`.
 * Its name and {@link ACCOUNT_DOMAIN} are its origin. Once a directory has published it, the origin can never change: the listing,
 * the verified domain and the frames of its pictures belong to the origin, and every connection has to be made again at another one.
 */
export const APP = {
  name: 'app',
  mounts: ['fsm-mcp', 'dt-mcp', 'guides-mcp', 'exercises-mcp', 'ktalk-mcp'],
  /** What its list of tools may cost a model, tokens: a little more than those of the servers together. */
  mostTokens: 18_000,
} as const;

/** The account's domain: each Worker is deployed at its name below. To deploy to another account, change this; not after {@link APP} was published. */
export const ACCOUNT_DOMAIN = 'aisystant.workers.dev';

/**
 * Workers that also search the guides by meaning where they are deployed, of `guides-mcp` and `app`: they get Workers AI and a
 * Vectorize index, which cost money, see the README of guides-mcp. Locally all search by words: these services run on no machine.
 */
export const VECTOR_SEARCH: readonly string[] = [];

/** Port of the local identity provider. */
export const IDENTITY_PORT = 8780;
/** Port of its sign-in page, which is on an origin of its own, as at Ory Hydra. */
export const IDENTITY_LOGIN_PORT = 8779;

/** Port of the simulated KTalk. */
export const KTALK_PORT = 8781;
/** The key of its space, which opens nothing else. */
export const LOCAL_KTALK_KEY = 'local-space-key';
/** Port of the local portal of Bitrix24. */
export const BITRIX24_PORT = 8782;
/** The person whose webhook of it bitrix24-mcp uses, and its key. */
export const LOCAL_BITRIX24_TOKEN = { userId: 1, secret: 'localwebhook' };
/** The application of it through which people link their accounts. */
export const LOCAL_BITRIX24_APPLICATION = { clientId: 'local.bitrix24-mcp', clientSecret: 'local-application-secret' };

/** Port of the simulated identity service of a company, whose tokens a server may accept beside its own. */
export const COMPANY_PORT = 8783;
/** Whom its tokens are for, and the program that gets them. */
export const COMPANY = { audience: 'ktalk-mcp', client: 'company-desktop' } as const;

/** Port of the gallery of widgets. */
export const GALLERY_PORT = 8784;

/** Port of SurrealDB, where the twins may be kept. */
export const SURREALDB_PORT = 8786;

/** The demo learners of the local fleet: ordinary learners whose data the start command fills in. */
export const demoLearners = [
  { login: 'demo_good', title: 'Ровная неделя: пять дней, три часа' },
  { login: 'demo_weak', title: 'Слабая неделя: два дня' },
  { login: 'demo_empty', title: 'Пустой двойник' },
  { login: 'demo_long', title: 'Двенадцать недель занятий' },
  { login: 'demo_relapse', title: 'Перерыв после хороших недель' },
  { login: 'demo_tricky', title: 'Трудные случаи: пересечения, полночь, перевод часов' },
] as const;
