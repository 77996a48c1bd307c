import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APP } from '../manifest.ts';
import { mcpServers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { UsageError } from '../usage-error.ts';
import { DeployFailure } from './failure.ts';
import { openSecretFile } from './secret-file.ts';
import { gatherSecrets, neededSecrets } from './secrets.ts';
import { failed } from './testing/fake-account.ts';
import { GIVEN_SECRETS, newOperator, type Operator } from './testing/operator.ts';
import { readConfigOf } from './worker-config.ts';

const KEY = 'a subject key that was there before anybody looked';

/** Everything that others can see of a deployment: its output, and its command lines in a process list. */
const visible = ({ account, output }: Operator) =>
  `${output()}\n${JSON.stringify(account.calls.map(({ args }) => args))}`;

test('the twins in SurrealDB need the key of their tokens, and those in Durable Objects do not', () => {
  const needed = (store: string) => neededSecrets({ name: 'dt-mcp', vars: { TWIN_STORE: store } });
  expect([needed('surrealdb'), needed('durable-object')]).toEqual([['SURREALDB_KEY'], []]);
});

describe('the secrets of a server that reads Bitrix24', () => {
  const needed = (access: string) =>
    neededSecrets({ name: 'bitrix24-mcp', vars: { IDENTITY_CLIENT_ID: 'x', BITRIX_ACCESS: access } });
  const SIGN_IN = ['IDENTITY_CLIENT_SECRET', 'SUBJECT_KEY'];

  test('are those of the way that its variables choose', () => {
    expect(needed('webhook')).toEqual([...SIGN_IN, 'BITRIX_TOKEN']);
    expect(needed('oauth')).toEqual([...SIGN_IN, 'BITRIX_CLIENT_ID', 'BITRIX_CLIENT_SECRET', 'PERSONAL_KEY_SECRET']);
  });

  test('stand in addresses that it calls, so that it keeps no spans of its requests', () => {
    const [bitrix] = mcpServers.filter(({ name }) => name === 'bitrix24-mcp').map((entry) => readConfigOf(entry));
    expect(bitrix).toMatchObject({ observability: { enabled: true, traces: { enabled: false } } });
  });

  test('include a key that is made for a Worker which has changed from one way to the other, and kept', async () => {
    const file = openSecretFile(path.join(temporaryFolder(), 'secrets.json'));
    const asked: string[] = [];
    const ask = async (question: string) => `typed at ${asked.push(question)}`;
    const known = [...SIGN_IN, 'BITRIX_TOKEN'];
    const gathered = await gatherSecrets('bitrix24-mcp', { needed: needed('oauth'), known }, { file, ask });
    expect(gathered.map(({ name, made }) => [name, made])).toEqual([
      ['BITRIX_CLIENT_ID', false],
      ['BITRIX_CLIENT_SECRET', false],
      ['PERSONAL_KEY_SECRET', true],
    ]);
    expect(asked).toHaveLength(2);
    expect(gathered.at(-1)?.value.length).toBeGreaterThanOrEqual(32);
    expect(await file.read('bitrix24-mcp', 'PERSONAL_KEY_SECRET')).toBe(gathered.at(-1)?.value);
  });
});

describe('the secrets of the app', () => {
  const needed = neededSecrets({ name: APP.name, vars: { IDENTITY_CLIENT_ID: 'x' } });
  const shared = ['DT_SUBJECT_KEY', 'EXERCISES_SUBJECT_KEY', 'KTALK_SUBJECT_KEY', 'KTALK_KEY'];

  test('are its own, and those of the servers that it mounts as the file has them', async () => {
    const file = openSecretFile(path.join(temporaryFolder(), 'secrets.json'));
    const keyOf = (server: string) => `the subject key of ${server}, long enough`;
    for (const server of ['dt-mcp', 'exercises-mcp', 'ktalk-mcp']) await file.add(server, 'SUBJECT_KEY', keyOf(server));
    await file.add('ktalk-mcp', 'KTALK_KEY', 'the key of the space');
    await file.add(APP.name, 'IDENTITY_CLIENT_SECRET', 'given');
    const gathered = await gatherSecrets(APP.name, { needed, known: [] }, { file, ask: null });
    expect(Object.fromEntries(gathered.map(({ name, value }) => [name, value]))).toMatchObject({
      DT_SUBJECT_KEY: keyOf('dt-mcp'),
      EXERCISES_SUBJECT_KEY: keyOf('exercises-mcp'),
      KTALK_SUBJECT_KEY: keyOf('ktalk-mcp'),
      KTALK_KEY: 'the key of the space',
    });
    expect(gathered.filter(({ made }) => made).map(({ name }) => name)).toEqual(['SUBJECT_KEY']);
  });

  test.each(shared)(
    'are never made: without %s nothing is deployed, and the server is named that has it',
    async (name) => {
      const file = openSecretFile(path.join(temporaryFolder(), 'secrets.json'));
      const known = needed.filter((each) => each !== name);
      const refused = await gatherSecrets(APP.name, { needed, known }, { file, ask: null }).catch((error) => error);
      expect(refused).toBeInstanceOf(DeployFailure);
      expect(refused.fix).toMatch(/the (SUBJECT_KEY|KTALK_KEY) of (dt|exercises|ktalk)-mcp/);
    },
  );
});

test('a secret for which nothing is typed is named, and nothing is deployed with an empty one', async () => {
  const file = openSecretFile(path.join(temporaryFolder(), 'secrets.json'));
  const asked = gatherSecrets('ktalk-mcp', { needed: ['KTALK_KEY'], known: [] }, { file, ask: async () => '' });
  await expect(asked).rejects.toThrow('no KTALK_KEY was given for ktalk-mcp');
});

describe('a secret that a Worker has', () => {
  test('is left alone, whatever the file says', async () => {
    const { account, deploy } = await newOperator();
    const known = { IDENTITY_CLIENT_SECRET: 'as it is', SUBJECT_KEY: KEY };
    account.state.secrets.set('dt-mcp', known);
    expect(await deploy()).toBe(true);
    expect(account.state.secrets.get('dt-mcp')).toEqual(known);
  });
});

describe('a subject key', () => {
  test('is made for a Worker without any secret, and kept where only its owner reads', async () => {
    const operator = await newOperator();
    await operator.deploy();
    const key = operator.account.state.secrets.get('dt-mcp')?.['SUBJECT_KEY'] ?? '';
    expect(key.length).toBeGreaterThanOrEqual(32);
    expect(operator.secrets()['dt-mcp']?.['SUBJECT_KEY']).toBe(key);
    expect(statSync(operator.secretFile).mode & 0o077).toBe(0);
    expect(operator.output()).toContain('put it where keys are kept');
  });

  test('is another one for each server', async () => {
    const { account, deploy } = await newOperator();
    await deploy();
    const keys = [...account.state.secrets.values()].flatMap((secrets) => secrets['SUBJECT_KEY'] ?? []);
    expect(new Set(keys).size).toBe(Object.keys(GIVEN_SECRETS).length);
  });

  test('is taken from the file when it is there', async () => {
    const { account, deploy } = await newOperator({
      ...GIVEN_SECRETS,
      'dt-mcp': { SUBJECT_KEY: KEY, IDENTITY_CLIENT_SECRET: 'x' },
    });
    await deploy();
    expect(account.state.secrets.get('dt-mcp')?.['SUBJECT_KEY']).toBe(KEY);
  });

  test('is not made for a Worker that has lost it: with a new one its learners would be strangers', async () => {
    const { account, deploy, output, secrets } = await newOperator();
    account.state.secrets.set('dt-mcp', { IDENTITY_CLIENT_SECRET: 'x' });
    expect(await deploy()).toBe(false);
    expect(account.state.secrets.get('dt-mcp')).toEqual({ IDENTITY_CLIENT_SECRET: 'x' });
    expect(secrets()['dt-mcp']?.['SUBJECT_KEY']).toBeUndefined();
    expect(output()).toContain('the key it had before');
  });

  test('is refused when it is too short for the server to start', async () => {
    const { account, deploy } = await newOperator({ 'fsm-mcp': { IDENTITY_CLIENT_SECRET: 'x', SUBJECT_KEY: 'short' } });
    expect(await deploy()).toBe(false);
    expect(account.state.kv.size).toBe(0);
  });
});

describe('a client secret that was not given', () => {
  test('stops the deployment before anything is created or made', async () => {
    const operator = await newOperator({});
    expect(await operator.deploy()).toBe(false);
    expect(operator.account.state).toMatchObject({ kv: new Map(), secrets: new Map(), deployed: [] });
    expect(() => operator.secrets()).toThrow(/ENOENT/);
    expect(operator.output()).toMatch(
      /fsm-mcp has no IDENTITY_CLIENT_SECRET.*\n.*write its value into .*secrets\.json/,
    );
  });

  test('is asked for at a terminal', async () => {
    const operator = await newOperator({});
    const asked: string[] = [];
    const ask = async (question: string) => `typed at ${asked.push(question)}`;
    await operator.deploy({ secrets: { file: openSecretFile(operator.secretFile), ask } });
    expect(asked.map((question) => question.split(' (')[0])).toEqual(
      Object.entries(GIVEN_SECRETS).flatMap(([name, given]) => Object.keys(given).map((each) => `${each} of ${name}`)),
    );
    expect(operator.account.state.secrets.get('dt-mcp')?.['IDENTITY_CLIENT_SECRET']).toBe('typed at 2');
    expect(visible(operator)).not.toContain('typed at');
  });
});

describe('the file of secrets', () => {
  test('that everybody could read is its owner’s only as soon as a key is added', async () => {
    const operator = await newOperator();
    chmodSync(operator.secretFile, 0o644);
    await operator.deploy();
    expect(Object.keys(operator.secrets()['dt-mcp'] ?? {})).toContain('SUBJECT_KEY');
    expect(statSync(operator.secretFile).mode & 0o077).toBe(0);
  });

  test.each(['{', '[]', '{"dt-mcp":"x"}', '{"dt-mcp":{"SUBJECT_KEY":1}}'])(
    'in another form is refused: %s',
    async (text) => {
      const operator = await newOperator();
      writeFileSync(operator.secretFile, text);
      await expect(operator.deploy()).rejects.toThrow(UsageError);
      expect(readFileSync(operator.secretFile, 'utf8')).toBe(text);
    },
  );

  const READABLE = new Map([['dt-mcp', ['IDENTITY_CLIENT_SECRET', 'SUBJECT_KEY']]]);
  test.each([
    ['IDENTITY_CLIENT_SECRET', '', 'is empty.'],
    ['SUBJECT_KEY', '', 'is empty.'],
    ['IDENTITY_CLIENT_SECRET', 'word\n', 'begins or ends with a space or a line end'],
    ['SUBJECT_KEY', ` ${KEY}`, 'begins or ends with a space or a line end'],
    ['SUBJECT_KEY', KEY.slice(0, 31), 'is too short: give at least 32 characters'],
  ])('has no %s that no server takes, and it is said before anything is done: %j', async (name, value, what) => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    writeFileSync(file, JSON.stringify({ 'dt-mcp': { [name]: value } }));
    const refused = await openSecretFile(file).check(READABLE).catch(String);
    expect(refused).toContain(`${file}: the ${name} of dt-mcp ${what}`);
    if (value.trim() !== '') expect(refused).not.toContain(value.trim());
  });

  test('may have a key of 32 characters', async () => {
    const file = path.join(temporaryFolder(), 'secrets.json');
    writeFileSync(file, JSON.stringify({ 'dt-mcp': { SUBJECT_KEY: KEY.slice(0, 32), IDENTITY_CLIENT_SECRET: 'x' } }));
    await expect(openSecretFile(file).check(READABLE)).resolves.toBeUndefined();
  });
});

const secretText = fc.string({ minLength: 8, maxLength: 60 }).map((text) => `§${text}§`);

test('no secret is printed or passed as an argument, even when wrangler repeats it', async () => {
  await fc.assert(
    fc.asyncProperty(secretText, fc.boolean(), async (secret, repeats) => {
      const given = Object.fromEntries(
        Object.entries(GIVEN_SECRETS).map(([name, others]) => [name, { ...others, IDENTITY_CLIENT_SECRET: secret }]),
      );
      const operator = await newOperator(given);
      operator.account.sabotage = ({ input = '' }) =>
        repeats && input
          ? failed(`cannot set ${Object.values(JSON.parse(input)).join(' and ')} of ${input}`)
          : undefined;
      expect(await operator.deploy()).toBe(!repeats);
      const values = Object.values(operator.secrets()).flatMap((secrets) => Object.values(secrets));
      for (const value of values) {
        expect(visible(operator)).not.toContain(value);
        expect(visible(operator)).not.toContain(JSON.stringify(value).slice(1, -1));
      }
    }),
    { numRuns: 20 },
  );
});
