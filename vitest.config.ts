import { defineConfig } from 'vitest/config';
import { localVariables, mountedVariables } from './packages/fleet/src/local-variables.ts';
import { app, mcpServers } from './packages/fleet/src/servers.ts';
import { localTwinDatabase, twinVariables } from './packages/fleet/src/twin/database.ts';
import { freePort } from './packages/simulators/src/free-port.ts';
import { fleetProject, nodeProject, workerProject } from './packages/testing/src/vitest.ts';

const secrets = { subjectKey: 'a subject key of the tests, 32 or more', clientSecret: 'a client secret of the tests' };
const fixture = { name: 'fixture-mcp', port: 8700 };

const PURE = [
  'workers/*/src/domain/**/*.test.ts',
  'workers/*/build/**/*.test.ts',
  'packages/search/{src,build}/*.test.ts',
  'packages/mcp/src/{checks,define,mount}/**/*.test.ts',
  'packages/upstream/src/**/!(*-object).test.ts',
  'packages/oauth/src/{address-key,log,personal-token,principal,email,grant/grant-session}.test.ts',
];

/** Where the tests of a server differ from the local fleet: they call its third party as often as they like. */
const TEST_VARIABLES: { readonly [server: string]: { readonly [variable: string]: string } } = {
  'bitrix24-mcp': { BITRIX_PACE: '9000/90000' },
};

/** The other store of dt-mcp, in a database of this run: its own tests, or all of dt-mcp with TWIN_STORE=surrealdb. */
const TWINS_PORT = await freePort();
const twins = localTwinDatabase(secrets.subjectKey, TWINS_PORT);
const ON_SURREALDB = mcpServers
  .filter(({ name }) => name === 'dt-mcp')
  .map((server) =>
    workerProject({
      name: 'dt-mcp-surrealdb',
      config: './workers/dt-mcp/wrangler.toml',
      main: './workers/dt-mcp/src/index-surrealdb.ts',
      globalSetup: './packages/fleet/src/testing/twins.setup.ts',
      provide: { twinsPort: TWINS_PORT, twinsSubjectKey: secrets.subjectKey },
      include: [`workers/dt-mcp/src/${process.env['TWIN_STORE'] === 'surrealdb' ? '**' : '{store,move}/**'}/*.test.ts`],
      exclude: [...PURE, 'workers/dt-mcp/src/{kept-data,store/kept-reads,store/migrations}.test.ts'],
      variables: { ...localVariables(server, secrets), ...twinVariables(twins) },
      // A write is two requests over a socket, on a machine that other tests use.
      testTimeout: 120_000,
    }),
  );

/** Pure code runs in Node; everything that a Worker hosts runs in workerd. */
export default defineConfig({
  test: {
    // On two cores vitest would use one. It runs the files of Workers one at a time: `scripts/check.mjs` starts it several times.
    maxWorkers: '100%',
    projects: [
      nodeProject('node', [
        'packages/{fleet,simulators,stdio,testing}/src/**/*.test.ts',
        'workers/portal/src/**/*.test.ts',
        '{bench,bench/workers,conformance}/*.test.ts',
        'packages/widgets/{src,build,testing}/**/*.test.ts',
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
          exclude: [...PURE, 'workers/*/src/{store/surrealdb,move}/**'],
          variables: { ...localVariables(server, secrets), ...TEST_VARIABLES[server.name] },
        }),
      ),
      workerProject({
        name: 'app',
        // The app and two of its servers in one Worker: both ways in, without a fleet.
        config: './workers/app/src/testing/wrangler.toml',
        include: ['workers/app/src/**/*.test.ts'],
        variables: {
          ...localVariables(app, secrets),
          ...mountedVariables((server) => `a subject key of the tests for ${server}`),
        },
      }),
      ...ON_SURREALDB,
      fleetProject('e2e', ['e2e/**/*.test.ts'], {
        globalSetup: './e2e/fleet.setup.ts',
        setupFiles: ['./e2e/own-address.setup.ts'],
      }),
    ],
  },
});
