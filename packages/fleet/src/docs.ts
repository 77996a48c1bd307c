import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { contractOf, type ServerContract, type ServerDefinition } from '@aisystant/mcp';
import { runBuildStep } from './bundle.ts';
import { contractPage } from './contract-page.ts';
import { mcpServers } from './manifest.ts';
import { configPath, ROOT } from './paths.ts';
import { toolTable } from './tool-table.ts';
import { UsageError } from './usage-error.ts';

const CONTRACTS = path.join(ROOT, 'docs', 'contracts');

/** `fleet docs`: writes what is derived from the servers' declarations; with `--check` only tells what is stale. */
export async function docs(args: readonly string[]): Promise<void> {
  const check = args.includes('--check');
  const stale: string[] = [];
  const put = async (file: string, text: string) => {
    const known = await readFile(file, 'utf8').catch(() => '');
    if (known === text) return;
    stale.push(path.relative(ROOT, file));
    if (!check) await writeFile(file, text);
  };
  const contracts: ServerContract[] = [];
  // dt-mcp first: the texts of fsm-mcp are checked against the contracts of the others.
  for (const { name } of mcpServers.toReversed()) {
    runBuildStep(name, configPath(name));
    const contract = await readContract(name);
    await put(path.join(CONTRACTS, `${name}.json`), `${JSON.stringify(contract, null, 2)}\n`);
    await put(path.join(CONTRACTS, `${name}.md`), contractPage(contract));
    contracts.unshift(contract);
  }
  for (const [readme, language] of [
    ['README.md', 'en'],
    ['README.ru.md', 'ru'],
  ] as const) {
    const file = path.join(ROOT, readme);
    await put(file, withTable(await readFile(file, 'utf8'), toolTable(contracts, language)));
  }
  if (check && stale.length > 0) throw new UsageError(`Stale: ${stale.join(', ')}. Run: npm run fleet -- docs`);
  console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'Everything is up to date.');
}

async function readContract(name: string): Promise<ServerContract> {
  const file = path.join(ROOT, 'workers', name, 'src', 'server.ts');
  const { server }: { server: ServerDefinition<unknown, unknown> } = await import(pathToFileURL(file).href);
  return contractOf(server);
}

function withTable(readme: string, table: string): string {
  return readme.replace(/(<!-- tools -->)[\s\S]*?(<!-- \/tools -->)/, `$1\n${table}\n$2`);
}
