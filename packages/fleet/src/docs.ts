import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { contractOf, type ServerContract, type ServerDefinition } from '@aisystant/mcp';
import { hasBuildStep, runBuildStep } from './bundle.ts';
import { brokenPromises, goneServers, promisesOf, requireHistory } from './contract-history.ts';
import { contractPage } from './contract-page.ts';
import { mcpServers, type ServerEntry } from './manifest.ts';
import { modelTokens } from './model-cost.ts';
import { configPath, ROOT } from './paths.ts';
import { toolTable } from './tool-table.ts';
import { UsageError } from './usage-error.ts';

const CONTRACTS = path.join(ROOT, 'docs', 'contracts');

/** `fleet docs`: writes what is derived from the servers' declarations; with `--check` only tells what is stale. */
export async function docs(args: readonly string[]): Promise<void> {
  const check = args.includes('--check');
  const unchecked = requireHistory({ check, ci: Boolean(process.env['CI']) });
  if (unchecked === null) requireKeptServers();
  else console.warn(unchecked);
  const stale: string[] = [];
  const put: Put = async (file, text) => {
    const known = await readFile(file, 'utf8').catch(() => '');
    if (known === text) return;
    stale.push(path.relative(ROOT, file));
    if (!check) await writeFile(file, text);
  };
  const contracts = new Map<string, ServerContract>();
  // A server with a build step comes last: what it builds is checked against the contracts of the others.
  const builds = ({ name }: ServerEntry) => Number(hasBuildStep(configPath(name)));
  for (const { name } of mcpServers.toSorted((a, b) => builds(a) - builds(b))) {
    runBuildStep(name, configPath(name));
    const contract = await readContract(name);
    if (unchecked === null) requireKeptPromises(contract);
    await put(path.join(CONTRACTS, `${name}.json`), `${JSON.stringify(contract, null, 2)}\n`);
    await put(path.join(CONTRACTS, `${name}.md`), contractPage(contract));
    contracts.set(name, contract);
  }
  const inOrder = mcpServers.map(({ name }) => contracts.get(name)).filter((contract) => contract !== undefined);
  await putTables(inOrder, put);
  for (const contract of inOrder)
    console.log(`${contract.server}: a model reads ${modelTokens(contract)} tokens of its tools`);
  if (check && stale.length > 0) throw new UsageError(`Stale: ${stale.join(', ')}. Run: npm run fleet -- docs`);
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Everything is up to date.');
}

/** Writes a file, or tells that it is stale. */
type Put = (file: string, text: string) => Promise<void>;

async function putTables(contracts: readonly ServerContract[], put: Put): Promise<void> {
  await put(path.join(ROOT, 'docs', 'fleet.json'), `${JSON.stringify(contracts.map(shown), null, 2)}\n`);
  for (const [readme, language] of [
    ['README.md', 'en'],
    ['README.ru.md', 'ru'],
  ] as const) {
    const file = path.join(ROOT, readme);
    await put(file, withTable(await readFile(file, 'utf8'), toolTable(contracts, language)));
  }
}

/** What the front page shows of a server. */
function shown({ server, tools }: ServerContract) {
  return { server, tools: tools.map(({ name, title, intent }) => ({ name, title, intent })) };
}

/** A server does not go unseen: who gives one up says so beside its baseline. */
function requireKeptServers(): void {
  const gone = goneServers(mcpServers.map(({ name }) => name));
  if (gone.length > 0) throw new UsageError(`${gone.join('\n')}\nTo give a server up, raise its BOUND_SINCE.`);
}

/** A caller learns of a breaking change by the MAJOR version, of any other by the version; else nothing is written. */
function requireKeptPromises(now: ServerContract): void {
  const broken = brokenPromises(now, promisesOf(now.server));
  if (broken.length === 0) return;
  const rule = 'A break needs a new MAJOR version, any other change of a tool at least a new PATCH';
  throw new UsageError(`${now.server} does not keep what it promised. ${rule}:\n  ${broken.join('\n  ')}`);
}

/** The contract as it will stand in its JSON, to be compared with what stands there. */
async function readContract(name: string): Promise<ServerContract> {
  const file = path.join(ROOT, 'workers', name, 'src', 'server.ts');
  const { server }: { server: ServerDefinition<unknown, unknown> } = await import(pathToFileURL(file).href);
  return JSON.parse(JSON.stringify(contractOf(server)));
}

function withTable(readme: string, table: string): string {
  return readme.replace(/(<!-- tools -->)[\s\S]*?(<!-- \/tools -->)/, `$1\n${table}\n$2`);
}
