import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Declared, readDeclaration } from '../docs/declarations.ts';
import { fleetFiles } from '../docs/docs.ts';
import { ROOT } from '../paths.ts';
import { mcpServers, workers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { makeNew } from './new.ts';
import { serverFiles } from './server-files.ts';

const NAME = 'notes-mcp';
const PORT = 8799;

/** The servers of the fleet. */
const known = await Promise.all(mcpServers.map(({ name }) => readDeclaration(name)));

describe('a new server', () => {
  let made: Declared;
  let derived: ReadonlyMap<string, string>;
  const root = mkdtempSync(path.join(tmpdir(), 'new-server-'));
  afterAll(() => rmSync(root, { recursive: true }));
  beforeAll(async () => {
    for (const [file, text] of Object.entries(serverFiles(NAME, PORT))) {
      const target = path.join(root, 'workers', NAME, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    // What `pnpm install` links for it.
    symlinkSync(path.join(ROOT, 'workers/dt-mcp/node_modules'), path.join(root, 'workers', NAME, 'node_modules'));
    made = await readDeclaration(NAME, root);
    derived = new Map(await fleetFiles([...known, made]));
  });

  test('is declared by its files: its port, a tool, nothing kept', () => {
    expect(made).toMatchObject({
      port: PORT,
      keeps: [],
      personObject: null,
      hasDatabase: false,
      contract: { server: NAME },
    });
    expect(made.contract.tools.map(({ name }) => name)).toEqual(['notes_say_hello']);
  });

  test.each(['README.md', 'README.ru.md'])(
    'is in the tables, the diagram and every block for clients of %s',
    (file) => {
      const text = derived.get(file) ?? '';
      const url = `http://localhost:${PORT}/mcp`;
      for (const line of [
        `notes_mcp["notes-mcp<br/>notes-mcp"]`,
        `| notes_mcp`,
        file === 'README.md' ? `8779 to ${PORT}` : `с 8779 по ${PORT}`,
        `[notes-mcp](workers/notes-mcp/README.md)`,
        `<${url}>`,
        `claude mcp add --transport http notes-mcp ${url}`,
        `codex mcp add notes-mcp --url ${url}`,
        `"notes-mcp": {"url":"${url}"}`,
        `"notes-mcp": {"command":"npx","args":["-y","mcp-remote","${url}"]}`,
        '`notes_say_hello`',
      ])
        expect(text).toContain(line);
    },
  );

  test('is in the layout, and in what the portal and the command line read', () => {
    expect(derived.get('AGENTS.md')).toContain('  notes-mcp/ ');
    const fleet = JSON.parse(derived.get('docs/fleet.json') ?? '');
    expect(fleet.servers.at(-1)).toMatchObject({ name: NAME, port: PORT, scopes: ['notes:read', 'notes:write'] });
  });

  test('changes nothing else: without it, everything is as it is committed', async () => {
    for (const [file, text] of await fleetFiles(known)) {
      expect(readFileSync(path.join(ROOT, file), 'utf8'), file).toBe(text);
    }
  });

  test('gets a port that is free in the fleet', () => {
    expect(workers.map(({ port }) => port)).not.toContain(PORT);
  });
});

test.each([
  [['tool', 'dt-mcp', 'dt.get_week_summary'], 'exists already; nothing was written'],
  [['server', 'dt-mcp'], 'dt-mcp exists already'],
  [['server', 'Заметки'], 'it is like notes-mcp'],
  [['tool', 'nope-mcp', 'x.y'], 'There is no server'],
  [['tool', 'guides-mcp', 'dt.get_energy'], 'it is guides.get_energy in guides-mcp'],
  ...['dt.get__energy', 'dt.energy_', '_energy', 'dt.Energy', 'dt.'].map((id): [string[], string] => [
    ['tool', 'dt-mcp', id],
    'is no id of a tool',
  ]),
  ...['dt.class', 'dt.delete', 'dt.await', 'dt.z'].map((id): [string[], string] => [
    ['tool', 'dt-mcp', id],
    `${id} cannot be the name of a variable`,
  ]),
  [['tool', 'dt-mcp'], 'Call it so: npm run fleet -- new tool SERVER ID'],
  [['server', 'notes-mcp', 'plans-mcp'], 'Call it so: npm run fleet -- new server NAME'],
  [['locale', 'bitrix24-mcp'], 'Call it so: npm run fleet -- new locale SERVER LOCALE'],
  [['locale', 'nope-mcp', 'de'], 'There is no server'],
  [['locale', 'dt-mcp', 'de'], 'has no content/prompts_en.md'],
  [['locale', 'bitrix24-mcp', 'german'], 'it is two letters'],
])('what exists is not overwritten, and a wrong name is told: %s', async (args, message) => {
  await expect(makeNew(args, temporaryFolder())).rejects.toThrow(message);
});

test('nothing is written of a tool whose server lists its tools in another way', async () => {
  const root = temporaryFolder();
  const tools = path.join(root, 'workers/bitrix24-mcp/src/tools');
  cpSync(path.join(ROOT, 'workers/bitrix24-mcp/src/tools'), tools, { recursive: true });
  const before = readdirSync(tools);
  const made = makeNew(['tool', 'bitrix24-mcp', 'bitrix24.get_energy'], root);
  await expect(made).rejects.toThrow('src/tools/tools.ts of bitrix24-mcp has no plain list of tools');
  expect(readdirSync(tools)).toEqual(before);
});

test('a new locale is the English texts under its name, once', async () => {
  const root = temporaryFolder();
  const folder = path.join(root, 'workers/bitrix24-mcp/content');
  cpSync(path.join(ROOT, 'workers/bitrix24-mcp/content'), folder, { recursive: true });
  await makeNew(['locale', 'bitrix24-mcp', 'de'], root);
  const [made, english] = ['de', 'en'].map((locale) => readFileSync(path.join(folder, `prompts_${locale}.md`), 'utf8'));
  expect(made).toContain('Texts of bitrix24-mcp, German');
  expect(made?.replace('locale: de', 'locale: en').replace('German', 'English')).toBe(english);
  await expect(makeNew(['locale', 'bitrix24-mcp', 'de'], root)).rejects.toThrow('exists already; nothing was written');
});
