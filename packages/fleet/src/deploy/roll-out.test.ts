import { describe, expect, test } from 'vitest';
import { mcpServers, portal } from '../servers.ts';
import { failed, play } from './testing/fake-account.ts';
import { CLEAN, newOperator } from './testing/operator.ts';
import { readConfigOf } from './worker-config.ts';

const EVERYTHING = [...mcpServers, portal].map(({ name }) => name);
const databases = mcpServers.flatMap((entry) => readConfigOf(entry).d1_databases ?? []);
const verbs = (calls: readonly { readonly args: readonly string[] }[]) =>
  calls.map(({ args }) => args.slice(0, args.indexOf('-c')).join(' '));

describe('a first deployment', () => {
  test('creates the namespaces, sets the secrets and deploys, the portal last', async () => {
    const { account, deploy } = await newOperator();
    expect(await deploy()).toBe(true);
    expect(account.state.deployed).toEqual(EVERYTHING);
    expect([...account.state.kv.keys()]).toEqual(mcpServers.map(({ name }) => `${name}-oauth`));
    for (const { name } of mcpServers) {
      const set = Object.keys(account.state.secrets.get(name) ?? {});
      expect(set).toEqual(expect.arrayContaining(['IDENTITY_CLIENT_SECRET', 'SUBJECT_KEY']));
    }
    expect(account.state.secrets.get('ktalk-mcp')).toMatchObject({ KTALK_KEY: 'the KTALK_KEY of ktalk-mcp' });
    expect(account.state.secrets.get('dt-mcp')).not.toHaveProperty('KTALK_KEY');
  });

  test('sets a secret before the code that needs it arrives', async () => {
    const { account, deploy } = await newOperator();
    await deploy();
    const ran = verbs(account.calls);
    expect(ran.indexOf('secret bulk')).toBeLessThan(ran.indexOf('deploy'));
  });

  test('names its configuration in every run of wrangler', async () => {
    const { account, deploy } = await newOperator();
    await deploy();
    for (const { args } of account.calls) expect(args).toContain('-c');
  });

  test('of the portal asks for no secret and creates nothing', async () => {
    const { account, deploy } = await newOperator();
    await deploy();
    const lastOfServers = account.calls.findLastIndex(
      ({ args: [verb, , config] }) => verb === 'deploy' && !config?.includes('portal'),
    );
    expect(verbs(account.calls.slice(lastOfServers + 1))).toEqual(['deploy']);
    expect(account.state.secrets.get('portal')).toEqual({});
  });
});

test('a server that needs content gets it before its code arrives, at every deployment', async () => {
  const { deploy, output } = await newOperator();
  await deploy();
  expect(output()).toContain('content  demo guides: imported');
});

test('a second deployment creates nothing and changes nothing but the code', async () => {
  const { account, deploy, output } = await newOperator();
  await deploy();
  const before = structuredClone({ kv: account.state.kv, secrets: account.state.secrets });
  account.calls.length = 0;
  expect(await deploy()).toBe(true);
  expect({ kv: account.state.kv, secrets: account.state.secrets }).toEqual(before);
  expect(verbs(account.calls).filter((verb) => /create|bulk|put/.test(verb))).toEqual([]);
  expect(account.state.deployed).toEqual([...EVERYTHING, ...EVERYTHING]);
  expect(output()).toContain('IDENTITY_CLIENT_SECRET: there already');
});

describe('what goes wrong is told with what was done and what to do', () => {
  test('without a login nothing is done', async () => {
    const { account, deploy, output } = await newOperator();
    account.sabotage = () => failed("it's necessary to set a CLOUDFLARE_API_TOKEN environment variable");
    expect(await deploy()).toBe(false);
    expect(account.calls).toHaveLength(1);
    expect(output()).toMatch(/FAILED .*\n\s+do this\s+log in with: .*wrangler login/);
  });

  test('a namespace cannot be created: the servers before it stay, those behind it are not begun', async () => {
    const { account, deploy, output } = await newOperator();
    account.sabotage = ({ args }) =>
      args.includes('dt-mcp-oauth') ? failed('You have reached the limit.') : undefined;
    expect(await deploy()).toBe(false);
    expect(account.state.deployed).toEqual(['fsm-mcp']);
    expect(account.state.secrets.has('dt-mcp')).toBe(false);
    expect(output()).toContain('creating the KV namespace dt-mcp-oauth: ✘ [ERROR] You have reached the limit.');
    expect(output()).toMatch(/Not begun: .*portal\./);
    expect(output()).not.toMatch(/Not begun: .*(fsm|dt)-mcp/);
    account.sabotage = undefined;
    expect(await deploy()).toBe(true);
  });

  test('the code cannot be deployed: the version before goes on, and nothing has to be undone', async () => {
    const { account, deploy, output } = await newOperator();
    account.sabotage = ({ args }) => (args[0] === 'deploy' ? failed('Uncaught SyntaxError [code: 10021]') : undefined);
    expect(await deploy()).toBe(false);
    expect(account.state.deployed).toEqual([]);
    expect(output()).toContain('KV namespace  fsm-mcp-oauth: created');
    expect(output()).toContain('deploying the code: ✘ [ERROR] Uncaught SyntaxError [code: 10021]');
    expect(output()).toContain('a second run goes on from there');
  });

  test('several accounts: the variable that chooses one is named', async () => {
    const { account, deploy, output } = await newOperator();
    account.sabotage = ({ args }) => (args[0] === 'secret' ? failed('More than one account available') : undefined);
    await deploy();
    expect(output()).toContain('CLOUDFLARE_ACCOUNT_ID');
  });

  test.each(['', 'Getting User settings...', '{}'])(
    'an answer of wrangler that is no list is told: "%s"',
    async (stdout) => {
      const { account, deploy, output } = await newOperator();
      account.sabotage = ({ args }) => (args.includes('list') ? { status: 0, stdout, stderr: '' } : undefined);
      expect(await deploy()).toBe(false);
      expect(output()).toContain("listing the secrets: wrangler's answer cannot be read");
    },
  );

  test('a notice before a list is passed over', async () => {
    const { account, deploy } = await newOperator();
    account.sabotage = (call) => {
      const run = play(account.state, call);
      return call.args.includes('list') ? { ...run, stdout: `▲ a newer wrangler is there\n${run.stdout}` } : run;
    };
    expect(await deploy()).toBe(true);
  });

  test('the account has another address than the manifest: both are printed', async () => {
    const { account, deploy, output } = await newOperator();
    const stdout = 'https://fsm-mcp.somebody.workers.dev\nCurrent Version ID: v1';
    account.sabotage = ({ args }) => (args[0] === 'deploy' ? { status: 0, stdout, stderr: '' } : undefined);
    expect(await deploy()).toBe(false);
    expect(output()).toContain('https://fsm-mcp.somebody.workers.dev, and the manifest says https://fsm-mcp.aisystant');
    expect(output()).toContain('set ACCOUNT_DOMAIN in packages/fleet/src/manifest.ts');
  });

  test('a server does not answer afterwards: the rollback command is printed, and the next server is not deployed', async () => {
    const { account, deploy, output } = await newOperator();
    expect(await deploy({ answers: async () => false })).toBe(false);
    expect(account.state.deployed).toEqual(['fsm-mcp']);
    expect(output()).toContain('wrangler rollback -c workers/fsm-mcp/wrangler.toml');
  });

  test('the doctor finds a fault: its report is printed, and the next server is not deployed', async () => {
    const { account, deploy, output } = await newOperator();
    const run = async () => ({ kind: 'passed' }) as const;
    const check = {
      id: 'pkce',
      title: 'PKCE',
      breaks: 'ChatGPT',
      fix: 'advertise it',
      run,
    } as const;
    const groups = [{ title: 'discovery', passed: 0, skipped: 0, findings: [{ check, seen: 'null' }] }];
    expect(await deploy({ examine: async () => ({ ...CLEAN, groups }) })).toBe(false);
    expect(account.state.deployed).toEqual(['fsm-mcp']);
    expect(output()).toContain('FAULT pkce');
  });
});

/** Whether the call that fails was carried out, and only its answer was lost. */
test.each([
  ['before it did anything', false],
  ['after it was carried out', true],
])(
  'whichever run of wrangler fails %s, the next deployment completes what is missing, with the same keys',
  async (_, late) => {
    let failures = 0;
    for (let done = false; !done; failures += 1) {
      const { account, deploy, secrets } = await newOperator();
      account.sabotage = (call, index) => {
        if (index !== failures) return undefined;
        if (late) play(account.state, call);
        return failed('The network is down.');
      };
      done = await deploy();
      account.sabotage = undefined;
      expect(await deploy()).toBe(true);
      for (const { name } of mcpServers) expect(account.state.secrets.get(name)).toEqual(secrets()[name]);
    }
    // Six runs a server, four a database, one of the portal, and the deployment that goes through.
    expect(failures).toBe(mcpServers.length * 6 + databases.length * 4 + 2);
  },
);
