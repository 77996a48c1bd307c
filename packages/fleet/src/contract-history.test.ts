import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { brokenPromises, promisesOf, requireHistory } from './contract-history.ts';
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

/** A repository in which these contracts were committed one after another. */
function repository(contracts: readonly ServerContract[]): string {
  const root = temporaryFolder();
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: 'pipe' });
  git('init', '--quiet');
  mkdirSync(path.join(root, 'docs/contracts'), { recursive: true });
  for (const [index, each] of contracts.entries()) {
    writeFileSync(path.join(root, 'docs/contracts/notes-mcp.json'), JSON.stringify(each, null, index + 1));
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.test', 'commit', '--quiet', '-m', `${index}`);
  }
  return root;
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
    const later = [['a'], ['a', 'b'], ['a', 'b', 'c']].map((more) => contract({ fields: ['title', ...more] }));
    const last = contract({ fields: ['title', 'a', 'b', 'c', 'd'] });
    expect(broken(last, [full, contract(), ...later])).toEqual([expect.stringMatching(GONE)]);
  });

  test('once, however often the promise was repeated', () => {
    expect(broken(contract(), [full, { ...full, owner: 'x' }, { ...full, owner: 'y' }])).toHaveLength(1);
  });
});

describe('a break is mended', () => {
  test('by keeping the promise again', () => {
    expect(broken(full, [full, contract()])).toEqual([]);
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

describe('without its history', () => {
  const shallow = () => {
    const clone = path.join(temporaryFolder(), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${repository([full, contract()])}`, clone]);
    return clone;
  };

  test('a clone says so to a person', () => {
    expect(requireHistory(false, shallow())).toContain('was NOT checked');
    expect(requireHistory(false, temporaryFolder())).toContain('git fetch --unshallow');
  });

  test('a clone fails in CI', () => {
    expect(() => requireHistory(true, shallow())).toThrow(UsageError);
    expect(() => requireHistory(true, temporaryFolder())).toThrow(UsageError);
  });

  test('and a whole one has nothing to say', () => {
    expect(requireHistory(true, repository([full]))).toBeNull();
  });
});

test.each(mcpServers)('$name keeps what it promised, and knowing so takes less than two seconds', ({ name }) => {
  const started = performance.now();
  const now = JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${name}.json`), 'utf8'));
  expect(brokenPromises(now, promisesOf(name))).toEqual([]);
  expect(performance.now() - started).toBeLessThan(2_000);
});
