import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Learner } from '../learner.ts';
import { localEndpoint } from '../local-variables.ts';
import { copyRepository, type RepositoryCopy } from './testing/repository-copy.ts';

const OFFSET = 6_000;
const FILE = 'workers/bitrix24-mcp/content/prompts_de.md';
const PATIENCE = { timeout: 90_000, interval: 500 };
/** What `npm start` does, at other ports. */
const FLEET = `
  import { startLocalFleet } from './packages/fleet/src/local-fleet.ts';
  import { rebuildOnChange } from './packages/fleet/src/start.ts';
  const fleet = await startLocalFleet({ stateDir: '.state', portOffset: ${OFFSET} });
  rebuildOnChange(fleet);
  console.log('watching');
  process.once('SIGTERM', () => void fleet.stop().then(() => process.exit(0)));
`;

let copy: RepositoryCopy;
let fleet: ChildProcess | undefined;
let output = '';
beforeAll(async () => {
  copy = await copyRepository();
}, 60_000);
afterAll(async () => {
  if (fleet && fleet.exitCode === null) {
    const ended = new Promise((resolve) => fleet?.once('exit', resolve));
    fleet.kill('SIGTERM');
    await ended;
  }
  await copy.remove();
});

const save = async (change: (text: string) => string) => {
  const file = path.join(copy.root, FILE);
  await writeFile(file, change(await readFile(file, 'utf8')));
};

/** The titles of the tools, as the running server gives them. */
async function titles(token: string): Promise<readonly string[]> {
  const response = await fetch(localEndpoint('bitrix24-mcp', OFFSET), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  // The answer may come as a stream of one event.
  const json = (await response.text()).replace(/^[\s\S]*?^data: /m, '');
  const { result } = JSON.parse(json) as { result: { tools: { title: string }[] } };
  return result.tools.map(({ title }) => title);
}

test('a new locale is a file that a running fleet takes in when it is saved, and leaves when it is wrong', {
  timeout: 400_000,
}, async () => {
  expect(copy.fleet('new', 'locale', 'bitrix24-mcp', 'de')).toContain(FILE);
  await writeFile(path.join(copy.root, 'run-fleet.ts'), FLEET);
  const env = { ...process.env, BITRIX_LOCALE: 'de' };
  fleet = spawn(process.execPath, ['run-fleet.ts'], { cwd: copy.root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const keep = (text: unknown) => {
    output += String(text);
  };
  for (const stream of [fleet.stdout, fleet.stderr]) stream?.on('data', keep);
  const token = await vi.waitFor(
    () => new Learner('demo_weak').signIn(localEndpoint('bitrix24-mcp', OFFSET)),
    PATIENCE,
  );
  expect(await titles(token)).toContain('Leads');
  await vi.waitFor(() => expect(output).toContain('watching'), PATIENCE);

  await save((text) => text.replace(/^ {4}title: Leads$/m, '    title: Anfragen'));
  await vi.waitFor(async () => expect(await titles(token), output).toContain('Anfragen'), PATIENCE);

  await save((text) => text.replace(/^ {2}overdue: .*$/m, '').replace('title: Anfragen', 'title: Falsch'));
  await vi.waitFor(() => expect(output).toContain('summary.overdue'), PATIENCE);
  expect(await titles(token)).toContain('Anfragen');
});
