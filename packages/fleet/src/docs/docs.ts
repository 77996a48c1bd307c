import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ServerContract, shownByDefault } from '@aisystant/mcp';
import { modelTokens } from '@aisystant/mcp/checks';
import { compilesContent, runBuildStep } from '../bundle.ts';
import { APP, SERVER_NAMES } from '../manifest.ts';
import { packageVersion } from '../package/package.ts';
import { configPath, ROOT } from '../paths.ts';
import { progress } from '../progress.ts';
import { deployedAt, portal } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { contractPage } from './contract-page.ts';
import { type Declared, readConfig, readDeclaration } from './declarations.ts';
import { withSections } from './markdown.ts';
import { brokenPromises, goneServers, lastRelease, missingHistory, type Release } from './release-guard.ts';
import { runbookSections } from './runbook.ts';
import { layoutSection, readmeSections } from './sections.ts';
import { securitySections } from './security.ts';

/** Texts by their paths below the root. */
type Files = readonly (readonly [file: string, text: string])[];

/** `fleet docs`: writes what is derived from the servers' declarations; with `--check` only tells what is stale. */
export async function docs(_: readonly string[], { check = false }: { readonly check?: boolean }): Promise<void> {
  const unchecked = missingHistory({ check, ci: Boolean(process.env['CI']) });
  if (unchecked !== null) console.warn(unchecked);
  const release = unchecked === null ? lastRelease() : null;
  const stale: string[] = [];
  const put = async (files: Files) => {
    for (const [file, text] of files) {
      const target = path.join(ROOT, file);
      if ((await readFile(target, 'utf8').catch(() => '')) === text) continue;
      stale.push(file);
      if (!check) await writeFile(target, text);
    }
  };
  const servers = await declaredServers(release, (declared) => put(contractFiles(declared)));
  await put(await fleetFiles(servers));
  await put([['packages/fleet/src/package/version.json', json(await packageVersion())]]);
  for (const { contract } of servers)
    console.log(`${contract.server}: a model reads ${modelTokens(contract)} tokens of its tools`);
  if (check && stale.length > 0) throw new UsageError(`Stale: ${stale.join(', ')}. Run: npm run fleet -- docs`);
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Everything is up to date.');
}

/** Reads all servers, those that compile content last: it is checked against the contracts of the others. */
async function declaredServers(
  release: Release | null,
  putContract: (declared: Declared) => Promise<void>,
): Promise<readonly Declared[]> {
  const servers = new Map<string, Declared>();
  // The types of the portal read what its build step makes.
  await runBuildStep(portal.name, configPath(portal.name));
  const compiles = (name: string) => Number(compilesContent(configPath(name)));
  for (const name of SERVER_NAMES.toSorted((a, b) => compiles(a) - compiles(b))) {
    progress(`Reading ${name}…`);
    await runBuildStep(name, configPath(name));
    const server = await readDeclaration(name);
    if (release) requireKeptPromises(server.contract, release);
    await putContract(server);
    servers.set(name, server);
  }
  return SERVER_NAMES.flatMap((name) => servers.get(name) ?? []);
}

/** A caller learns of a breaking change by the MAJOR version, of any other by the version; else nothing is written. */
function requireKeptPromises(now: ServerContract, release: Release): void {
  const broken = [...brokenPromises(now, release), ...goneServers(SERVER_NAMES, release)];
  if (broken.length === 0) return;
  const rule = 'A break needs a new MAJOR version, any other change of a tool at least a new PATCH';
  throw new UsageError(`${now.server} does not keep what ${release.tag} promised. ${rule}:\n  ${broken.join('\n  ')}`);
}

function contractFiles({ contract, openApi }: Declared): Files {
  const file = `docs/contracts/${contract.server}`;
  return [
    [`${file}.json`, json(contract)],
    [`${file}.md`, contractPage(contract)],
    ...(openApi ? [[`docs/contracts/openapi/${contract.server}.json`, json(openApi)] as const] : []),
  ];
}

/** What is derived from all servers together; the texts around the marked sections are read below a root. */
export async function fleetFiles(servers: readonly Declared[], root = ROOT): Promise<Files> {
  const filled = async (file: string, sections: { readonly [name: string]: string }) =>
    [file, withSections(await readFile(path.join(root, file), 'utf8'), sections)] as const;
  const portOf = (name: string) => ({ port: readConfig(name).port });
  const fleet = { portal: portOf('portal'), app: portOf(APP.name), servers: servers.map(shown) };
  return [
    ['docs/fleet.json', json(fleet)],
    ['packages/stdio/src/servers.json', json(Object.fromEntries(servers.map(deployed)))],
    await filled('README.md', readmeSections(servers, 'en')),
    await filled('README.ru.md', readmeSections(servers, 'ru')),
    await filled('AGENTS.md', { workers: layoutSection(servers) }),
    await filled('docs/runbook.md', runbookSections(servers)),
    await filled('docs/security.md', securitySections()),
  ];
}

/** What the portal and the command line know of a server. */
function shown({ contract, port, needsEmail, keeps, copies, pages }: Declared) {
  const { server, title, scopes, tools } = contract;
  const listed = shownByDefault(contract);
  return {
    name: server,
    title,
    port,
    scopes: Object.keys(scopes),
    needsEmail,
    keeps,
    ...(copies && { copies }),
    tools: tools.map(({ id, name, title, intent, effect }) => ({
      name,
      title,
      intent,
      effect,
      listed: listed.includes(id),
    })),
    pages,
  };
}

/** Where the stdio program finds a server. */
const deployed = ({ contract: { server } }: Declared) => [server, `${deployedAt(server)}/mcp`] as const;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
