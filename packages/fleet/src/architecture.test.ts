import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';
import { workers } from './servers.ts';

interface Import {
  readonly file: string;
  /** Folder of the package or worker the file stands in: `workers/dt-mcp`. */
  readonly home: string;
  /** What is imported, as written. */
  readonly specifier: string;
  /** What is imported, as a path below the root or a package name. */
  readonly target: string;
}

const FILES = globSync('{packages,workers}/*/{src,build,fixture}/**/*.ts', { cwd: ROOT });
const HOMES = new Map(
  globSync('{packages,workers}/*/package.json', { cwd: ROOT }).map((file) => [
    JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).name as string,
    path.dirname(file),
  ]),
);

const imports: Import[] = FILES.flatMap((file) => {
  const home = file.split(path.sep).slice(0, 2).join('/');
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => ({ file, home, specifier, target: targetOf(specifier, file) }));
});

/** A relative import is the file it leads to; a package of ours is its folder. */
function targetOf(specifier: string, file: string): string {
  if (specifier.startsWith('.')) return path.join(path.dirname(file), specifier);
  const own = [...HOMES].find(([name]) => specifier === name || specifier.startsWith(`${name}/`));
  return own ? own[1] : specifier;
}

type Edge = readonly [from: string, to: string];

/** The nodes on a circle or between two: what is left once the ends of every chain are removed, again and again. */
function circle(edges: readonly Edge[]): string[] {
  const [from, to] = [new Set(edges.map(([node]) => node)), new Set(edges.map(([, node]) => node))];
  const left = edges.filter((edge) => from.has(edge[1]) && to.has(edge[0]));
  return left.length === edges.length ? [...from].sort() : circle(left);
}

const offenders = (wrong: (each: Import) => boolean) =>
  imports.filter(wrong).map(({ file, target }) => `${file} → ${target}`);

describe('arrows point one way', () => {
  test('a worker imports no other worker', () => {
    expect(
      offenders(
        ({ home, target }) =>
          home.startsWith('workers/') && target.startsWith('workers/') && !target.startsWith(`${home}/`),
      ),
    ).toEqual([]);
  });

  test('a package imports no worker', () => {
    expect(offenders(({ home, target }) => home.startsWith('packages/') && target.startsWith('workers/'))).toEqual([]);
  });

  test('no file reaches into another package past its exports', () => {
    expect(
      offenders(({ home, target }) => /^(packages|workers)\/[^/]+\//.test(target) && !target.startsWith(`${home}/`)),
    ).toEqual([]);
  });

  test('a domain knows neither Workers nor MCP nor a store', () => {
    const known = /^(workers\/[^/]+\/src\/domain\/|temporal-polyfill|zod|vitest|fast-check)/;
    const pure = ['@aisystant/mcp/result'];
    const allowed = ({ specifier, target }: Import) => known.test(target) || pure.includes(specifier);
    expect(offenders((each) => each.file.includes('/src/domain/') && !allowed(each))).toEqual([]);
  });

  test('a tool touches no store but its port', () => {
    const tools = ({ file, target }: Import) =>
      file.includes('/src/tools/') && !file.includes('.test.') && target.includes('/src/store/');
    expect(offenders((each) => tools(each) && !each.target.endsWith('-store.ts'))).toEqual([]);
    expect(offenders((each) => tools(each) && each.target.includes('durable'))).toEqual([]);
  });

  test('no files of a worker import one another in a circle', () => {
    const edges = imports.filter(({ file, target }) => file.startsWith('workers/') && target.endsWith('.ts'));
    expect(circle(edges.map(({ file, target }) => [file, target]))).toEqual([]);
  });

  test.each(['domain', 'tools'])('no subjects of a %s import one another in a circle', (layer) => {
    const subject = new RegExp(`^workers/[^/]+/src/${layer}/[^/]+(?=/)`);
    const edges = imports.flatMap(({ file, target }): Edge[] => {
      const [from, to] = [subject.exec(file)?.[0], subject.exec(target)?.[0]];
      return from && to && from !== to && !file.endsWith('.test.ts') ? [[from, to]] : [];
    });
    expect(edges.length).toBeGreaterThan(0);
    expect(circle(edges)).toEqual([]);
  });

  test('only the kit imports the MCP SDK', () => {
    const kit = ['packages/mcp', 'packages/fleet'];
    expect(offenders(({ home, target }) => target.startsWith('@modelcontextprotocol/') && !kit.includes(home))).toEqual(
      [],
    );
  });
});

test('no Worker names the address of another', () => {
  for (const { name } of workers.filter((entry) => entry.name !== 'portal')) {
    const others = workers.filter((entry) => entry.name !== name).map(({ publicUrl }) => new URL(publicUrl).host);
    for (const file of FILES.filter((each) => each.startsWith(`workers/${name}/src`))) {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      expect(
        others.filter((host) => text.includes(host)),
        file,
      ).toEqual([]);
    }
  }
});

test('production code does not know that simulators exist', () => {
  const production = ({ home }: Import) => home !== 'packages/fleet' && home !== 'packages/simulators';
  expect(offenders((each) => production(each) && each.target === 'packages/simulators')).toEqual([]);
});
