import type { ParseArgsOptionsConfig } from 'node:util';
import { SCENARIOS } from './demo/scenarios.ts';
import { SECRET_FILE_FORM } from './deploy/secret-file.ts';
import { demoLearners } from './manifest.ts';
import { app, mcpServers, workers } from './servers.ts';
import { TWIN_STORES } from './twin/database.ts';

/** The options of a call, by name. */
type Options = { readonly [name: string]: string | boolean | undefined };

/** Runs a command with the arguments and options that its declaration allows. */
type Run = (args: readonly string[], options: Options) => Promise<void>;

/** A command of the command line. */
export interface Command {
  /** What it does, in the list of commands. */
  readonly summary: string;
  /** How it is called. */
  readonly usage: string;
  /** What the words of the usage are. */
  readonly terms?: { readonly [term: string]: string };
  readonly options?: ParseArgsOptionsConfig;
  /** The fewest and the most arguments. */
  readonly arguments: readonly [fewest: number, most: number];
  /** Loads it when it is called: most need neither the bundler nor wrangler. */
  readonly load: () => Promise<Run>;
}

const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).join(', ');
const SERVER = names(mcpServers);
const DEMO_LEARNERS = demoLearners.map(({ login }) => login).join(', ');

/** The commands, in the order in which they are listed. */
export const COMMANDS: { readonly [name: string]: Command } = {
  start: {
    summary: 'starts the local fleet, fills the demo learners, rebuilds on a change',
    usage: 'npm start -- [--fresh] [--app] [--twin STORE]',
    terms: {
      '--fresh': 'empties the storage first',
      '--app': 'with the app that serves several servers at one address',
      '--twin': `where dt-mcp keeps its data: ${TWIN_STORES.join(' or ')}; the first when it is absent`,
    },
    options: { fresh: { type: 'boolean' }, app: { type: 'boolean' }, twin: { type: 'string' } },
    arguments: [0, 0],
    load: async () => (await import('./start.ts')).start,
  },
  demo: {
    summary: 'plays a scenario with the official MCP client',
    usage: 'npm run demo -- [LOGIN] [SCENARIO]',
    terms: {
      LOGIN: `${DEMO_LEARNERS}; demo_good when there is none`,
      SCENARIO: `${Object.keys(SCENARIOS).join(', ')}; the first when there is none`,
    },
    arguments: [0, Number.POSITIVE_INFINITY],
    load: async () => (await import('./demo/scenario.ts')).demo,
  },
  token: {
    summary: 'prints a bearer token got through the real sign-in',
    usage: 'npm run token -- SERVER LOGIN [--company]',
    terms: {
      SERVER: `${SERVER}; ${app.name} where it runs`,
      LOGIN: `${DEMO_LEARNERS}, or any new name: a-z, 0-9 and _`,
      '--company': "a token of the simulated company's identity service, which ktalk-mcp accepts too",
    },
    options: { company: { type: 'boolean' } },
    arguments: [2, 2],
    load: async () => (await import('./token.ts')).token,
  },
  docs: {
    summary: 'writes what is derived from the declarations',
    usage: 'npm run fleet -- docs [--check]',
    terms: { '--check': 'writes nothing, and fails when something is stale' },
    options: { check: { type: 'boolean' } },
    arguments: [0, 0],
    load: async () => (await import('./docs/docs.ts')).docs,
  },
  new: {
    summary: 'makes a working skeleton of a tool or of a server, or the texts of a language',
    usage:
      'npm run fleet -- new tool SERVER ID\n       npm run fleet -- new server NAME\n       npm run fleet -- new locale SERVER LOCALE',
    terms: {
      SERVER,
      ID: 'like dt.get_energy',
      NAME: 'like notes-mcp, at most 19 characters',
      LOCALE: 'two letters, like de, of a server whose texts are in content/prompts_en.md: bitrix24-mcp',
    },
    arguments: [2, 3],
    load: async () => {
      const { makeNew } = await import('./new/new.ts');
      return (args) => makeNew(args);
    },
  },
  fsm: {
    summary: 'checks the texts of the Guide, and answers in Russian',
    usage: 'npm run fleet -- fsm check',
    arguments: [1, 1],
    load: async () => (await import('./fsm/check.ts')).fsm,
  },
  guides: {
    summary: 'imports Markdown guides for search and reading',
    usage: 'npm run fleet -- guides import DIR [--remote [--replace]]',
    terms: {
      DIR: 'folder of guides, one file a guide or one file a page; it replaces what was imported before',
      '--remote': 'into the deployed database instead of the local one',
      '--replace': 'with --remote, also when more than half of the pages that are there would be gone',
    },
    options: { remote: { type: 'boolean' }, replace: { type: 'boolean' } },
    arguments: [1, 2],
    load: async () => (await import('./guides/guides.ts')).guides,
  },
  ktalk: {
    summary: 'makes KTalk tell ktalk-mcp of new recordings',
    usage: 'npm run fleet -- ktalk webhook SPACE SERVER',
    terms: {
      SPACE: 'address of the space, like https://example.ktalk.ru',
      SERVER: 'address of ktalk-mcp; KTALK_WEBHOOK_KEY and KTALK_WEBHOOK_SECRET are read from the environment',
    },
    arguments: [3, 3],
    load: async () => (await import('./ktalk/webhook.ts')).ktalk,
  },
  twin: {
    summary: 'brings the schema of the twins in SurrealDB up to date, or moves learners to it and back',
    usage:
      'npm run fleet -- twin migrate\n       npm run fleet -- twin move LEARNER… --to STORE [--all] [--remote] [--dry-run]',
    terms: {
      LEARNER: 'a login of the local fleet; with --remote a user id',
      '--to': TWIN_STORES.join(' or '),
      '--all': 'in the place of learners: all who are connected, or back all who are in SurrealDB',
      '--remote': 'of the deployed dt-mcp, with its TWIN_MOVE_KEY in the environment',
      '--dry-run': 'moves nothing, and says what both stores have',
      environment:
        'SURREALDB_URL, _NAMESPACE, _DATABASE and _KEY as dt-mcp has them; SURREALDB_OWNER and SURREALDB_PASSWORD of an owner',
    },
    options: {
      to: { type: 'string' },
      all: { type: 'boolean' },
      remote: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    },
    arguments: [1, Number.POSITIVE_INFINITY],
    load: async () => (await import('./twin/command.ts')).twin,
  },
  exercises: {
    summary: 'checks exercise files, takes them in, or reads the pages they may cite; answers in Russian',
    usage: 'npm run fleet -- exercises check|import|pages [DIR]',
    terms: { DIR: 'folder of exercise files (.yaml), or of guides (.md) for pages' },
    arguments: [1, 2],
    load: async () => (await import('./exercises/exercises.ts')).exercises,
  },
  'eval-search': {
    summary: 'measures how well the guides are found',
    usage: 'npm run eval:search -- [DIR]',
    terms: {
      DIR: 'folder of guides, whose titles are asked for; the demo corpus and its questions when there is none',
    },
    arguments: [0, 1],
    load: async () => (await import('./guides/eval-search.ts')).evalSearch,
  },
  package: {
    summary: 'writes one plugin package of all servers and skills, and what the MCP registry takes of each',
    usage: 'npm run fleet -- package DIR [--local]',
    terms: {
      DIR: 'a new folder; it becomes a marketplace',
      '--local': 'for the local fleet instead of the deployed servers',
    },
    options: { local: { type: 'boolean' } },
    arguments: [1, 1],
    load: async () => (await import('./package/package.ts')).packageCommand,
  },
  submit: {
    summary:
      'makes what the directories of ChatGPT and Claude ask for, or compares it with the servers that answer now',
    usage:
      'npm run fleet -- submit chatgpt|claude [SERVER] [--out DIR] [--local]\n       npm run fleet -- submit check DIR [URL] [--token TOKEN]',
    terms: {
      SERVER: `${SERVER}; all of these when there is none, or ${app.name}`,
      '--out': 'folder for the submissions; .submissions when it is absent, .submissions-local with --local',
      '--local': 'with the addresses of the local fleet, and without what only a person can give',
      DIR: 'folder of submissions that were made',
      URL: 'address of the MCP endpoint to compare with; the submitted one when there is none',
      '--token': 'bearer token, for a server that lists its tools only after a sign-in',
    },
    options: { out: { type: 'string' }, local: { type: 'boolean' }, token: { type: 'string' } },
    arguments: [1, 3],
    load: async () => (await import('./submit/submit.ts')).submit,
  },
  deploy: {
    summary: 'deploys to Cloudflare',
    usage: 'npm run fleet -- deploy [--dry-run] [--secrets FILE] [SERVER…]',
    terms: {
      SERVER: `${names(workers)}; all of these when there is none, or ${app.name}`,
      '--dry-run': 'builds and says what would be created; needs no account',
      '--secrets': `file of prepared secrets: ${SECRET_FILE_FORM}; .state/deploy-secrets.json when it is absent`,
    },
    options: { 'dry-run': { type: 'boolean' }, secrets: { type: 'string' } },
    arguments: [0, workers.length + 1],
    load: async () => (await import('./deploy/deploy.ts')).deploy,
  },
  frames: {
    summary: 'prints log lines with the places in a bundle as places in the sources',
    usage: 'npm run fleet -- frames [FILE]',
    terms: { FILE: 'a file with log lines; standard input when there is none' },
    arguments: [0, 1],
    load: async () => (await import('./frames.ts')).frames,
  },
  doctor: {
    summary: 'examines an MCP server, and says which client each fault breaks',
    usage: 'npm run fleet -- doctor URL [--token TOKEN]',
    terms: {
      URL: 'address of an MCP endpoint, like http://localhost:8788/mcp',
      '--token': 'bearer token, for what needs a sign-in',
    },
    options: { token: { type: 'string' } },
    arguments: [1, 1],
    load: async () => (await import('./doctor/doctor.ts')).doctorCommand,
  },
};
