import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { COMMANDS } from './commands.ts';
import { ROOT } from './paths.ts';
import { runCommand } from './run-command.ts';

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(line));
});
afterEach(() => vi.restoreAllMocks());

/** The message with which a call is refused, before it has printed anything. */
async function refusal(...args: readonly string[]): Promise<string> {
  const error = await runCommand(args).then(
    () => expect.unreachable('it was not refused'),
    (reason) => reason,
  );
  expect({ name: error.name, printed }).toEqual({ name: 'UsageError', printed: [] });
  return error.message;
}

const FILE = path.join(ROOT, 'README.md');
const NAMES = Object.keys(COMMANDS);

test.each([[[]], [['--help']], [['-h']], [['help']]])('%j lists every command and what it does', async (args) => {
  await runCommand(args);
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    expect(printed.join()).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  }
});

test('a wrong name is answered with the nearest one and with the list', async () => {
  const text = await refusal('docter');
  expect(text).toMatch(/^There is no command "docter"\. Did you mean doctor\?\n/);
  for (const name of NAMES) expect(text).toContain(`  ${name} `);
});

test.each(['toString', '__proto__', ''])('"%s" is no command', async (name) => {
  expect(await refusal(name)).toContain('There is no command');
});

describe.each(Object.entries(COMMANDS))('%s', (name, { usage, terms = {} }) => {
  test.each(['--help', '-h'])('%s says how it is called and does nothing else', async (flag) => {
    await runCommand([name, flag]);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain(`Usage: ${usage}\n`);
    for (const term of Object.keys(terms)) expect(printed[0]).toMatch(new RegExp(`^  ${term} +\\S`, 'm'));
  });

  test('an option that it does not have is refused', async () => {
    expect(await refusal(name, '--frsh')).toMatch(/^Unknown option '--frsh'\.\n\nUsage: /);
  });
});

test('a user id that begins with a minus is no option', async () => {
  expect(await refusal('twin', 'move', `-${'a'.repeat(42)}`)).toMatch(/^Say where to/);
});

test('a token of the same length stays with its option, and arguments stay in their order', async () => {
  const long = 'a'.repeat(43);
  expect(await refusal('doctor', 'nowhere', '--token', long)).toContain('"nowhere" is not an http address');
  expect(await refusal('submit', 'check', `/${long.slice(1)}`, 'http://localhost:1/mcp')).toContain(
    `There is no submission in /${long.slice(1)}.`,
  );
  expect(await refusal('submit', long, 'check')).toContain(`"${long}" is no directory`);
});

describe.each([
  ['doctor', ['doctor']],
  ['submit check', ['submit', 'check', '/nowhere']],
])('what %s asks a server with', (_, call) => {
  const URL = 'http://localhost:1/mcp';

  test.each([
    ['', 'The token is empty.'],
    [' ', 'The token is empty.'],
    ['> token\n> node cli.ts\nsecret', 'The token has characters that no token has'],
    ['секрет', 'The token has characters that no token has'],
    ['Bearer secret', 'The token has characters that no token has'],
  ])(
    'is no token where it is empty or not one word of ASCII, and the server is not blamed: %j',
    async (token, told) => {
      const refused = await refusal(...call, URL, '--token', token);
      expect(refused).toContain(told);
      expect(refused).not.toMatch(/secret|секрет/);
    },
  );

  test('is no address with a password, which would be printed', async () => {
    const refused = await refusal(...call, 'http://anna:secret@localhost:1/mcp');
    expect(refused).toBe('An address may have no user name or password.');
  });
});

const WITH_ARGUMENTS = NAMES.filter((name) => (COMMANDS[name]?.arguments[0] ?? 0) > 0);
test.each(WITH_ARGUMENTS)('%s without arguments says what is missing and how it is called', async (name) => {
  expect(await refusal(name)).toMatch(/^An argument is missing\.\n\nUsage: /);
});

test.each([
  [['token', 'dt-mpc', 'anna'], 'There is no server "dt-mpc". Did you mean dt-mcp?'],
  [['token', 'dt-mcp', 'Анна'], '"Анна" is no login'],
  [['token', 'dt-mcp', 'anna', '--company'], 'dt-mcp accepts no token of the company: --company is for ktalk-mcp.'],
  [['guides', 'import'], 'Name the folder: npm run fleet -- guides import DIR'],
  [['deploy', '--dry-run', 'portl'], 'There is no server "portl". Did you mean portal?'],
  [['new', 'tool', 'dt-mcp', 'Not An Id'], '"Not An Id" is no id of a tool'],
  [['new', 'page', 'x'], '"page" cannot be made'],
  [['fsm', 'chek'], 'There is no "fsm chek"'],
  [['doctor', 'localhost'], '"localhost" is not an http address'],
  [['demo', 'сплясать'], 'There is no scenario "сплясать"'],
  [['docs', 'now'], 'There are too many arguments.'],
  [['twin', 'migrate', 'anna'], 'twin migrate takes no learners'],
  [['submit', 'openai'], '"openai" is no directory: it is chatgpt or claude'],
  [['submit', 'claude', 'dt-mpc'], 'There is no server "dt-mpc". Did you mean dt-mcp?'],
  [['submit', 'chatgpt', 'dt-mcp', 'fsm-mcp'], 'name one server, or none for all'],
  [['submit', 'check'], 'Name the folder of a submission'],
  [['submit', 'check', '/nowhere'], 'There is no submission in /nowhere.'],
  [['submit', 'chatgpt', '--out', FILE], `${FILE} is a file, not a folder.`],
  [['frames', '/nowhere'], 'There is no file /nowhere.'],
  [['frames', ROOT], `There is no file ${ROOT}.`],
  [['package', FILE], `${FILE} is a file, not a folder.`],
  [['guides', 'import', FILE], `${FILE} is a file, not a folder.`],
  [['guides', 'import', '/nowhere'], 'There is no folder /nowhere.'],
  [['eval-search', FILE], `${FILE} is a file, not a folder.`],
  [['eval-search', '/nowhere'], 'There is no folder /nowhere.'],
])('%j is refused in a sentence', async (args, sentence) => {
  expect(await refusal(...args)).toContain(sentence);
});

test.each([
  [['twin', 'migrate', '--dry-run'], '"twin migrate" has no option --dry-run, nor any other. Nothing was done.'],
  [['twin', 'migrate', '--remote'], '"twin migrate" has no option --remote'],
  [['submit', 'check', ROOT, '--local'], '"submit check" has no option --local, only: --token.'],
  [['submit', 'chatgpt', '--token', 'x'], '"submit chatgpt" has no option --token, only: --out, --local.'],
  [['guides', 'import', ROOT, '--replace'], '--replace is for --remote'],
])('%j has an option of another call, which would be left unheard, and is refused', async (args, sentence) => {
  expect(await refusal(...args)).toContain(sentence);
});

test.each(['anna', 'a'.repeat(42), `${'a'.repeat(42)}=`])(
  'a deployed learner is moved by a user id, and no other text is taken for one: %s',
  async (user) => {
    vi.stubEnv('TWIN_MOVE_KEY', 'a key of moves');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await refusal('twin', 'move', user, '--to', 'surrealdb', '--remote')).toContain(`"${user}" is no user id`);
  },
);

test('a refusal goes to standard error without a stack, and the exit code says that it failed', () => {
  const program = path.join(ROOT, 'packages/fleet/src/cli.ts');
  const options = { cwd: ROOT, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'doctor'], options);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(/^An argument is missing\.\n\nUsage: npm run fleet -- doctor URL/);
  expect(stderr).not.toContain('    at ');
});
