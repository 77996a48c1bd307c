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

/** The account's domain: each Worker is deployed at its name below. To deploy to another account, change this. */
export const ACCOUNT_DOMAIN = 'aisystant.workers.dev';

/** Port of the local identity provider. */
export const IDENTITY_PORT = 8780;
/** Port of its sign-in page, which is on an origin of its own, as at Ory Hydra. */
export const IDENTITY_LOGIN_PORT = 8779;

/** Port of the simulated KTalk. */
export const KTALK_PORT = 8781;
/** The key of its space, which opens nothing else. */
export const LOCAL_KTALK_KEY = 'local-space-key';
/** Port of the local portal of Bitrix24, and the key of its webhook. */
export const BITRIX24_PORT = 8782;
export const LOCAL_BITRIX24_TOKEN = { userId: 1, secret: 'localwebhook' };

/** Port of the simulated identity service of a company, whose tokens a server may accept beside its own. */
export const COMPANY_PORT = 8783;
/** Whom its tokens are for, and the program that gets them. */
export const COMPANY = { audience: 'ktalk-mcp', client: 'company-desktop' } as const;

/** The demo learners of the local fleet: ordinary learners whose data the start command fills in. */
export const demoLearners = [
  { login: 'demo_good', title: 'Ровная неделя: пять дней, три часа' },
  { login: 'demo_weak', title: 'Слабая неделя: два дня' },
  { login: 'demo_empty', title: 'Пустой двойник' },
  { login: 'demo_long', title: 'Двенадцать недель занятий' },
  { login: 'demo_relapse', title: 'Перерыв после хороших недель' },
  { login: 'demo_tricky', title: 'Трудные случаи: пересечения, полночь, перевод часов' },
] as const;
