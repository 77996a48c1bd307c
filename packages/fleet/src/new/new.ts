import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Script } from 'node:vm';
import { ROOT } from '../paths.ts';
import { serverNamed } from '../server-named.ts';
import { app, mcpServers } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { withServer, withTool } from './edits.ts';
import { serverFiles } from './server-files.ts';
import { toolFiles } from './tool-files.ts';

const SERVER_NAME = /^[a-z][a-z0-9]{1,14}-mcp$/;
const TOOL_ID = /^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z][a-z0-9]*(_[a-z0-9]+)*)?$/;
const LOCALE = /^[a-z]{2}$/;
const FIRST_PORT = 8788;

/** `fleet new`: makes a green skeleton of a tool or of a server, or the texts of a language, and says what comes next. */
export async function makeNew([kind, ...names]: readonly string[], root = ROOT): Promise<void> {
  if (kind === 'tool') return newTool(names, root);
  if (kind === 'server') return newServer(names);
  if (kind === 'locale') return newLocale(names, root);
  throw new UsageError(`"${kind}" cannot be made, only a tool, a server or a locale: npm run fleet -- new --help`);
}

/** Throws {@link UsageError} unless there are as many names as a kind takes. */
function requireNames(names: readonly string[], usage: string, count: number): void {
  if (names.length !== count) throw new UsageError(`Call it so: npm run fleet -- new ${usage}`);
}

async function newTool(names: readonly string[], root: string): Promise<void> {
  requireNames(names, 'tool SERVER ID', 2);
  const [server = '', id = ''] = names;
  const entry = serverNamed(server);
  requireOwnId(id, server);
  const [scope = null] = entry.scopes;
  const { files, variable, file } = toolFiles(id, scope);
  if (!mayBeVariable(variable)) {
    throw new UsageError(`${id} cannot be the name of a variable in TypeScript: take two words, like dt.get_energy.`);
  }
  if (entry.tools.some(({ name }) => name === id.replaceAll('.', '_'))) {
    throw new UsageError(`${id} exists already; nothing was written.`);
  }
  const folder = path.join(root, 'workers', server);
  if (!existsSync(path.join(folder, 'src/tools/tool.ts'))) {
    throw new UsageError(`${server} has no src/tools/tool.ts, which its tools are defined with.`);
  }
  // A server with many tools lists them beside the tools, one with few in its declaration.
  const listed = existsSync(path.join(folder, 'src/tools/tools.ts'));
  const list = listed ? 'src/tools/tools.ts' : 'src/server.ts';
  // Before anything is written: of a server whose list has another shape no half of a tool is left.
  const text = withTool(
    await readFile(path.join(folder, list), 'utf8'),
    variable,
    listed ? `./${file}.ts` : `./tools/${file}.ts`,
  );
  if (text === null) {
    throw new UsageError(
      `${list} of ${server} has no plain list of tools: write the tool by hand, as those beside it. Nothing was written.`,
    );
  }
  await writeFiles(folder, files);
  await writeFile(path.join(folder, list), text);
  format([folder]);
  console.log(`Made ${Object.keys(files).join(', ')} and added ${variable} to ${list} of ${server}.`);
  console.log(`Next: write what it does, derive the rest, check everything:
  npm run fleet -- docs
  npm test`);
}

/** Whether a tool may be a constant of that name: no word of the language, nor a name that every tool's file imports. */
function mayBeVariable(name: string): boolean {
  try {
    new Script(`'use strict'; async () => { const ${name} = 0; };`);
    return name !== 'z';
  } catch {
    return false;
  }
}

/** Throws {@link UsageError} for what is no id of a tool, or one that names another server. */
function requireOwnId(id: string, server: string): void {
  if (!TOOL_ID.test(id)) throw new UsageError(`"${id}" is no id of a tool: it is like dt.get_energy.`);
  const [group, name] = id.split('.');
  const own = server.replace(/-mcp$/, '');
  if (name === undefined || group === own) return;
  throw new UsageError(`${id} names another server: it is ${own}.${name} in ${server}. Nothing was written.`);
}

async function newServer(names: readonly string[]): Promise<void> {
  requireNames(names, 'server NAME', 1);
  const [name = ''] = names;
  if (!SERVER_NAME.test(name))
    throw new UsageError(`"${name}" is no name of a server: it is like notes-mcp, at most 19 characters.`);
  if (mcpServers.some((entry) => entry.name === name)) throw new UsageError(`${name} exists already.`);
  const port = Math.max(FIRST_PORT, app.port, ...mcpServers.map((entry) => entry.port)) + 1;
  const folder = path.join(ROOT, 'workers', name);
  await writeFiles(folder, serverFiles(name, port));
  await edit(path.join(ROOT, 'packages/fleet/src/manifest.ts'), (text) => withServer(text, name));
  format([folder, 'packages/fleet/src/manifest.ts']);
  console.log(`Made workers/${name}, port ${port}, and its name in the manifest.`);
  // In a process of its own: this one has loaded the manifest without the new server.
  if (!existsSync(path.join(folder, 'node_modules'))) runNode('scripts/pnpm.mjs', 'install');
  runNode('packages/fleet/src/cli.ts', 'docs');
  console.log('Next: npm start, npm test. Its first tool is in src/tools/say-hello.ts.');
}

/** A language begins as the English texts under its name; a translation changes nothing else. */
async function newLocale(names: readonly string[], root: string): Promise<void> {
  requireNames(names, 'locale SERVER LOCALE', 2);
  const [server = '', locale = ''] = names;
  serverNamed(server);
  if (!LOCALE.test(locale)) throw new UsageError(`"${locale}" is no locale: it is two letters, like de.`);
  const folder = path.join(root, 'workers', server);
  const source = path.join(folder, 'content/prompts_en.md');
  if (!existsSync(source))
    throw new UsageError(`${server} has no content/prompts_en.md, so its texts have no languages.`);
  const file = `content/prompts_${locale}.md`;
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
  const text = await readFile(source, 'utf8');
  await writeFiles(folder, {
    [file]: text.replace(/^locale: en$/m, `locale: ${locale}`).replace(/^(# .*)English$/m, `$1${language}`),
  });
  console.log(`Made workers/${server}/${file} with the English texts.
Next: translate it. npm start takes it in whenever it is saved, and a deployment speaks it with BITRIX_LOCALE = "${locale}".`);
}

function runNode(...args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new UsageError(`node ${args.join(' ')} failed: run it again, then npm run fleet -- docs`);
}

/** Lines break by the length of names, so the formatter has the last word. */
function format(files: readonly string[]): void {
  spawnSync(path.join(ROOT, 'node_modules/.bin/biome'), ['check', '--write', ...files], { cwd: ROOT, stdio: 'ignore' });
}

async function writeFiles(folder: string, files: { readonly [file: string]: string }): Promise<void> {
  const taken = Object.keys(files).find((file) => existsSync(path.join(folder, file)));
  if (taken)
    throw new UsageError(`${path.join(path.relative(ROOT, folder), taken)} exists already; nothing was written.`);
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
