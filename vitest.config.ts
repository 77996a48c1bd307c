import { defineConfig } from 'vitest/config';
import { localVariables } from './packages/fleet/src/local-variables.ts';
import { mcpServers } from './packages/fleet/src/servers.ts';
import { fleetProject, nodeProject, workerProject } from './packages/testing/src/vitest.ts';

const secrets = { subjectKey: 'a subject key of the tests, 32 or more', clientSecret: 'a client secret of the tests' };
const fixture = { name: 'fixture-mcp', port: 8700 };

const PURE = [
  'workers/*/src/domain/**/*.test.ts',
  'workers/*/build/**/*.test.ts',
  'packages/search/{src,build}/*.test.ts',
  'packages/mcp/src/{checks,define}/**/*.test.ts',
  'packages/upstream/src/**/!(*-object).test.ts',
  'packages/oauth/src/{address-key,log,personal-token,principal,email,grant/grant-session}.test.ts',
];

/** Where the tests of a server differ from the local fleet: they call its third party as often as they like. */
const TEST_VARIABLES: { readonly [server: string]: { readonly [variable: string]: string } } = {
  'bitrix24-mcp': { BITRIX_PACE: '9000/90000' },
};

/** Pure code runs in Node; everything that a Worker hosts runs in workerd. */
export default defineConfig({
  test: {
    // On two cores vitest would use one; a file waits for its workerd most of the time.
    maxWorkers: '100%',
    projects: [
      nodeProject('node', [
        'packages/{fleet,simulators}/src/**/*.test.ts',
        'workers/portal/src/**/*.test.ts',
        '{bench,bench/workers,conformance}/*.test.ts',
        ...PURE,
      ]),
      workerProject({
        name: 'kit',
        config: './packages/mcp/fixture/wrangler.toml',
        include: ['packages/{mcp,oauth,upstream}/src/**/*.test.ts'],
        exclude: PURE,
        variables: localVariables(fixture, secrets),
      }),
      ...mcpServers.map((server) =>
        workerProject({
          name: server.name,
          config: `./workers/${server.name}/wrangler.toml`,
          include: [`workers/${server.name}/src/**/*.test.ts`],
          exclude: PURE,
          variables: { ...localVariables(server, secrets), ...TEST_VARIABLES[server.name] },
        }),
      ),
      fleetProject('e2e', ['e2e/**/*.test.ts'], {
        globalSetup: './e2e/fleet.setup.ts',
        setupFiles: ['./e2e/own-address.setup.ts'],
      }),
    ],
  },
});
