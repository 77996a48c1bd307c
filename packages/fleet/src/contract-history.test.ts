import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { brokenPromises, goneServers, promisesOf, requireHistory } from './contract-history.ts';
import { mcpServers } from './manifest.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { UsageError } from './usage-error.ts';

type Change = { readonly version?: string; readonly tool?: object; readonly fields?: readonly string[] };

/** A contract with one tool that answers some fields. */
function contract({ version = '1.0.0', tool = {}, fields = ['title'] }: Change = {}): ServerContract {
  const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]));
  const output_schema = { type: 'object', properties, required: fields };
  const facts = { name: 'notes_get', version: '1.0.0', scope: null, effect: 'read', input_schema: { type: 'object' } };
  const tools = [{ ...facts, output_schema, ...tool }];
  return { server: 'notes-mcp', version, tools, resources: [], prompts: [], routes: [] } as unknown as ServerContract;
}

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.test'];

function run(root: string, ...args: string[]): void {
  execFileSync('git', ['-C', root, ...AUTHOR, ...args], { stdio: 'pipe' });
}

/** A repository in which these contracts were committed one after another. */
function repository(contracts: readonly ServerContract[]): string {
  const root = temporaryFolder();
  run(root, 'init', '--quiet');
  mkdirSync(path.join(root, 'docs/contracts'), { recursive: true });
  for (const [index, each] of contracts.entries()) {
    writeFileSync(path.join(root, 'docs/contracts/notes-mcp.json'), JSON.stringify(each, null, index + 1));
    run(root, 'add', '.');
    run(root, 'commit', '--quiet', '-m', `${index}`);
  }
  return root;
}

function commitRemoval(root: string): void {
  run(root, 'rm', '--quiet', 'docs/contracts/notes-mcp.json');
  run(root, 'commit', '--quiet', '-m', 'gone');
}

const broken = (now: ServerContract, earlier: readonly ServerContract[]) =>
  brokenPromises(now, promisesOf('notes-mcp', repository(earlier)));
const GONE = /^notes_get: output\.body is gone \(promised in [0-9a-f]{7,}\)$/;
const full = contract({ fields: ['title', 'body'] });

describe('a break is told', () => {
  test('before it is committed, and after', () => {
    expect(broken(contract(), [full])).toEqual([expect.stringMatching(GONE)]);
    expect(broken(contract(), [full, contract()])).toEqual([expect.stringMatching(GONE)]);
  });

  test('however many changes were committed after it', () => {
    const later = [['a'], ['a', 'b'], ['a', 'b', 'c']].map((more, index) =>
      contract({ fields: ['title', ...more], tool: { version: `1.0.${index + 1}` } }),
    );
    const last = contract({ fields: ['title', 'a', 'b', 'c', 'd'], tool: { version: '1.1.0' } });
    expect(broken(last, [full, contract(), ...later])).toEqual([expect.stringMatching(GONE)]);
  });

  test('once, however often the promise was repeated', () => {
    expect(broken(contract(), [full, { ...full, owner: 'x' }, { ...full, owner: 'y' }])).toHaveLength(1);
  });
});

describe('a change that breaks nobody is told', () => {
  const SILENT = 'notes_get: is another (title) under the same version 1.0.0 (promised in ';
  const titled = (title: string, version = '1.0.0') => contract({ tool: { title, version } });

  test('before it is committed, and after, until the version of the tool grows', () => {
    expect(broken(titled('b'), [titled('a')])).toEqual([expect.stringContaining(SILENT)]);
    expect(broken(titled('b'), [titled('a'), titled('b')])).toEqual([expect.stringContaining(SILENT)]);
    expect(broken(titled('b', '1.0.1'), [titled('a'), titled('b')])).toEqual([]);
  });

  test('and an old version does not come back', () => {
    expect(broken(titled('a'), [titled('a'), titled('b', '1.0.1')])).toEqual([
      expect.stringContaining('notes_get: its version 1.0.0 is lower than 1.0.1'),
    ]);
  });
});

describe('a break is mended', () => {
  test('by keeping the promise again', () => {
    const again = contract({ fields: ['title', 'body'], tool: { version: '1.0.1' } });
    expect(broken(again, [full, contract()])).toEqual([]);
  });

  test('by announcing it, even late', () => {
    const announced = contract({ tool: { version: '2.0.0' } });
    expect(broken(announced, [full, contract()])).toEqual([]);
    expect(broken(announced, [full, contract(), announced])).toEqual([]);
  });
});

test('what stood before the first binding version promised nothing', () => {
  const tried = contract({ version: '0.9.0', fields: ['title', 'body'] });
  expect(broken(contract({ version: '1.10.0' }), [tried])).toEqual([]);
  expect(broken(contract({ version: '1.10.0' }), [tried, { ...full, version: '1.9.0' }])).toHaveLength(1);
});

test('a server that was never committed has promised nothing', () => {
  expect(promisesOf('other-mcp', repository([full]))).toEqual([]);
});

test('a server that goes is told, and one that stays or never bound anybody is not', () => {
  const root = repository([full]);
  expect(goneServers(['notes-mcp'], root)).toEqual([]);
  expect(goneServers([], root)).toEqual([expect.stringMatching(/^notes-mcp: the server is gone \(promised in /)]);
  commitRemoval(root);
  expect(goneServers([], root)).toHaveLength(1);
  expect(goneServers([], repository([contract({ version: '0.9.0' })]))).toEqual([]);
});

test('a contract that was removed and came back is held to what it promised', () => {
  const root = repository([full]);
  commitRemoval(root);
  expect(promisesOf('notes-mcp', root)).toHaveLength(1);
});

test('a history that cannot be read is never an empty one', () => {
  expect(() => promisesOf('notes-mcp', temporaryFolder())).toThrow(UsageError);
  expect(() => goneServers([], temporaryFolder())).toThrow(UsageError);
  const root = repository([full, contract()]);
  const blob = execFileSync('git', ['-C', root, 'rev-parse', 'HEAD~1:docs/contracts/notes-mcp.json'], {
    encoding: 'utf8',
  });
  rmSync(path.join(root, '.git/objects', blob.slice(0, 2), blob.trim().slice(2)));
  expect(() => promisesOf('notes-mcp', root)).toThrow('The history of docs/contracts cannot be read: git show: ');
});

describe('without its history', () => {
  const shallow = () => {
    const clone = path.join(temporaryFolder(), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository([full, contract()])}`, clone]);
    return clone;
  };
  const damaged = () => {
    const root = repository([full]);
    rmSync(path.join(root, '.git/HEAD'));
    return root;
  };

  test('a clone says so to a person who writes the documents', () => {
    for (const root of [shallow(), damaged(), temporaryFolder()]) {
      expect(requireHistory({ check: false, ci: false }, root)).toContain('was NOT checked');
    }
  });

  test('a clone fails the check, and in CI whatever is asked', () => {
    for (const root of [shallow(), damaged()]) {
      expect(() => requireHistory({ check: true, ci: false }, root)).toThrow(UsageError);
      expect(() => requireHistory({ check: false, ci: true }, root)).toThrow(UsageError);
    }
  });

  test('sources that came without git pass the check with a sentence, and fail in CI', () => {
    expect(requireHistory({ check: true, ci: false }, temporaryFolder())).toContain('(no git)');
    expect(() => requireHistory({ check: true, ci: true }, temporaryFolder())).toThrow(UsageError);
  });

  test('sources inside of a repository of others have none of their own', () => {
    const inside = path.join(repository([full]), 'docs');
    expect(requireHistory({ check: true, ci: false }, inside)).toContain('(no git)');
  });

  test('and a whole one has nothing to say', () => {
    expect(requireHistory({ check: true, ci: true }, repository([full]))).toBeNull();
  });
});

describe.skipIf(!existsSync(path.join(ROOT, '.git')))('this fleet', () => {
  test.each(mcpServers)('$name keeps what it promised, and knowing so takes less than two seconds', ({ name }) => {
    const started = performance.now();
    const now = JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${name}.json`), 'utf8'));
    expect(brokenPromises(now, promisesOf(name))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('has every server that promised something', () => {
    expect(goneServers(mcpServers.map(({ name }) => name))).toEqual([]);
  });
});
