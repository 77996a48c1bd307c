import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ServerContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { mcpServers } from '../servers.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { UsageError } from '../usage-error.ts';
import { brokenPromises, goneServers, lastRelease, missingHistory } from './release-guard.ts';

type Change = { readonly version?: string; readonly tool?: object; readonly fields?: readonly string[] };

/** A contract with one tool that answers some fields. */
function contract({ version = '1.0.0', tool = {}, fields = ['title'] }: Change = {}): ServerContract {
  const properties = Object.fromEntries(fields.map((field) => [field, { type: 'string' }]));
  const output_schema = { type: 'object', properties, required: fields };
  const facts = {
    name: 'notes_get',
    status: 'stable',
    version: '1.0.0',
    scope: null,
    effect: 'read',
    input_schema: { type: 'object' },
  };
  const tools = [{ ...facts, output_schema, ...tool }];
  return { server: 'notes-mcp', version, tools, resources: [], prompts: [], routes: [] } as unknown as ServerContract;
}

const AUTHOR = ['-c', 'user.name=a', '-c', 'user.email=a@example.test'];

function run(root: string, ...args: string[]): void {
  execFileSync('git', ['-C', root, ...AUTHOR, ...args], { stdio: 'pipe' });
}

/**
 * A repository in which these contracts were committed one after another, each as a release when it has a tag. By one stream,
 * since each command of git is a process; the files themselves are there after {@link checkedOut}.
 */
function repository(contracts: readonly (readonly [tag: string | null, contract: ServerContract])[]): string {
  const root = temporaryFolder();
  run(root, 'init', '--quiet', '--initial-branch=main');
  const commits = contracts.map(([tag, each], index) => {
    const text = JSON.stringify(each, null, index + 1);
    return [
      'commit refs/heads/main',
      `mark :${index + 1}`,
      `committer a <a@example.test> ${index} +0000`,
      'data 0',
      ...(index > 0 ? [`from :${index}`] : []),
      'M 100644 inline docs/contracts/notes-mcp.json',
      `data ${Buffer.byteLength(text)}\n${text}`,
      ...(tag === null ? [] : [`reset refs/tags/${tag}`, `from :${index + 1}`]),
      '',
    ].join('\n');
  });
  execFileSync('git', ['-C', root, 'fast-import', '--quiet'], { input: commits.join('\n'), stdio: 'pipe' });
  return root;
}

/** The same with the files of the last commit. */
function checkedOut(root: string): string {
  run(root, 'reset', '--quiet', '--hard');
  return root;
}

const full = contract({ fields: ['title', 'body'] });

/** What a contract breaks, given what was committed before. */
function broken(now: ServerContract, ...earlier: Parameters<typeof repository>[0]): string[] {
  const release = lastRelease(repository(earlier));
  return release ? brokenPromises(now, release) : [];
}

describe('a break is told', () => {
  const GONE = ['notes_get: output.body is gone (released in v1.0.0)'];

  test('before it is committed, and after', () => {
    expect(broken(contract(), ['v1.0.0', full])).toEqual(GONE);
    expect(broken(contract(), ['v1.0.0', full], [null, contract()])).toEqual(GONE);
  });

  test('however many changes were committed after the release', () => {
    const later = [['a'], ['a', 'b'], ['a', 'b', 'c']].map((more, index) => {
      const changed = contract({ fields: ['title', ...more], tool: { version: `1.0.${index + 1}` } });
      return [null, changed] as const;
    });
    const last = contract({ fields: ['title', 'a', 'b', 'c', 'd'], tool: { version: '1.1.0' } });
    expect(broken(last, ['v1.0.0', full], [null, contract()], ...later)).toEqual(GONE);
  });

  test('until the promise is kept again', () => {
    const again = contract({ fields: ['title', 'body'], tool: { version: '1.0.1' } });
    expect(broken(again, ['v1.0.0', full], [null, contract()])).toEqual([]);
  });

  test('unless it is announced, even late', () => {
    const announced = contract({ tool: { version: '2.0.0' } });
    expect(broken(announced, ['v1.0.0', full], [null, contract()])).toEqual([]);
    expect(broken(announced, ['v1.0.0', full], [null, contract()], [null, announced])).toEqual([]);
  });
});

describe('a change that breaks no caller is told', () => {
  const titled = (title: string, version = '1.0.0') => contract({ tool: { title, version } });

  test('before it is committed, and after, until the version of the tool grows', () => {
    const silent = ['notes_get: is another (title) under the same version 1.0.0 (released in v1.0.0)'];
    expect(broken(titled('b'), ['v1.0.0', titled('a')])).toEqual(silent);
    expect(broken(titled('b'), ['v1.0.0', titled('a')], [null, titled('b')])).toEqual(silent);
    expect(broken(titled('b', '1.0.1'), ['v1.0.0', titled('a')], [null, titled('b')])).toEqual([]);
  });

  test('and an old version does not come back', () => {
    expect(broken(titled('a'), ['v1.0.0', titled('a')], ['v1.0.1', titled('b', '1.0.1')])).toEqual([
      expect.stringContaining('notes_get: its version 1.0.0 is lower than 1.0.1'),
    ]);
  });
});

describe('what binds is the last release', () => {
  test('and nothing before the first one', () => {
    expect(lastRelease(repository([[null, full]]))).toBeNull();
    expect(lastRelease(repository([['draft', full]]))).toBeNull();
  });

  test('not those before it', () => {
    expect(broken(contract(), ['v1.0.0', full], ['v2.0.0', contract()])).toEqual([]);
  });

  test('but not for a server that it did not have', () => {
    expect(broken({ ...contract(), server: 'other-mcp' }, ['v1.0.0', full])).toEqual([]);
  });

  test('to a checkout of an older branch, its own last one', () => {
    const root = checkedOut(
      repository([
        ['v1.0.0', full],
        ['v2.0.0', contract()],
      ]),
    );
    run(root, 'checkout', '--quiet', 'v1.0.0');
    expect(lastRelease(root)?.tag).toBe('v1.0.0');
  });
});

describe('a server that goes', () => {
  const gone = (servers: readonly string[], released: ServerContract) => {
    const release = lastRelease(repository([['v1.0.0', released]]));
    return release && goneServers(servers, release);
  };

  test('is told, and one that is still there is not', () => {
    expect(gone(['notes-mcp'], full)).toEqual([]);
    expect(gone([], full)).toEqual(['notes-mcp: the server is gone (released in v1.0.0)']);
  });

  test('may go once its tools were released as deprecated, or were only drafts', () => {
    for (const status of ['deprecated', 'draft']) expect(gone([], contract({ tool: { status } }))).toEqual([]);
  });

  test('does not go by a commit after the release, and one that came back is held to what it promised', () => {
    const root = checkedOut(repository([['v1.0.0', full]]));
    run(root, 'rm', '--quiet', 'docs/contracts/notes-mcp.json');
    run(root, 'commit', '--quiet', '-m', 'gone');
    expect(lastRelease(root)?.contracts.get('notes-mcp')).toEqual(full);
  });
});

test('a release that cannot be read is never an empty one', () => {
  expect(() => lastRelease(temporaryFolder())).toThrow(UsageError);
  const root = repository([['v1.0.0', full]]);
  const blob = execFileSync('git', ['-C', root, 'rev-parse', 'v1.0.0:docs/contracts/notes-mcp.json'], {
    encoding: 'utf8',
  });
  rmSync(path.join(root, '.git/objects', blob.slice(0, 2), blob.trim().slice(2)));
  expect(() => lastRelease(root)).toThrow('The last release cannot be read: git show: ');
});

describe('without its history', () => {
  const cloneOf = (root: string) => {
    const clone = path.join(temporaryFolder(), 'clone');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, clone], { stdio: 'pipe' });
    return clone;
  };
  const shallow = () =>
    cloneOf(
      repository([
        ['v1.0.0', full],
        [null, contract()],
      ]),
    );
  const damaged = () => {
    const root = repository([['v1.0.0', full]]);
    rmSync(path.join(root, '.git/HEAD'));
    return root;
  };

  test('a clone says so to a person who writes the documents', () => {
    for (const root of [shallow(), damaged(), temporaryFolder()]) {
      expect(missingHistory({ check: false, ci: false }, root)).toContain('was NOT checked');
    }
  });

  test('a clone fails the check, and in CI whatever is asked', () => {
    for (const root of [shallow(), damaged()]) {
      expect(() => missingHistory({ check: true, ci: false }, root)).toThrow(UsageError);
      expect(() => missingHistory({ check: false, ci: true }, root)).toThrow(UsageError);
    }
  });

  test('sources that came without git pass the check with a sentence, and fail in CI', () => {
    expect(missingHistory({ check: true, ci: false }, temporaryFolder())).toContain('(no git)');
    expect(() => missingHistory({ check: true, ci: true }, temporaryFolder())).toThrow(UsageError);
  });

  test('sources inside of a repository of others have none of their own', () => {
    const inside = path.join(checkedOut(repository([['v1.0.0', full]])), 'docs');
    expect(missingHistory({ check: true, ci: false }, inside)).toContain('(no git)');
  });

  test('a whole one has nothing to say, and a shallow one of a release neither', () => {
    const root = repository([['v1.0.0', full]]);
    expect(missingHistory({ check: true, ci: true }, root)).toBeNull();
    expect(missingHistory({ check: true, ci: true }, cloneOf(root))).toBeNull();
  });
});

describe.skipIf(!existsSync(path.join(ROOT, '.git')))('this fleet', () => {
  test('keeps what its last release promised, and knowing so takes less than two seconds', () => {
    const started = performance.now();
    const release = lastRelease();
    for (const { name } of release ? mcpServers : []) {
      const now: ServerContract = JSON.parse(readFileSync(path.join(ROOT, `docs/contracts/${name}.json`), 'utf8'));
      expect(release && brokenPromises(now, release), name).toEqual([]);
    }
    const names = mcpServers.map(({ name }) => name);
    expect(release ? goneServers(names, release) : []).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
