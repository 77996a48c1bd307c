import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { APP } from './manifest.ts';
import { ROOT } from './paths.ts';
import { workers } from './servers.ts';

interface Import {
  readonly file: string;
  /** Folder of the package or Worker that has the file: `workers/dt-mcp`. */
  readonly home: string;
  /** What is imported: a file below the root, or a package name. */
  readonly target: string;
  /** The same, with the folder in the place of a file of another package. */
  readonly arrow: string;
}

const FILES = globSync(
  '{{packages,workers}/*/{src,build,fixture,gallery,testing},e2e,bench,conformance}/**/*.{ts,tsx}',
  {
    cwd: ROOT,
    exclude: ['**/node_modules/**'],
  },
);
/** Our packages: name, and the name of each export, → the file it leads to. */
const EXPORTS = new Map<string, string>(
  globSync('{packages,workers}/*/package.json', { cwd: ROOT }).flatMap((file) => {
    const { name, exports = {} } = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));
    return Object.entries<string>(exports).map(([key, to]): [string, string] => [
      path.posix.join(name, key),
      path.join(path.dirname(file), to),
    ]);
  }),
);
const homeOf = (file: string) => /^((packages|workers)\/[^/]+|[^/]+)/.exec(file)?.[0] ?? '';

/** Type-only imports count: a circle of types is one to its reader too. */
const all: readonly Import[] = FILES.flatMap((file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const specifiers = [...text.matchAll(/\b(?:from|import\()\s*'([^']+)'/g)].map(([, specifier = '']) => specifier);
  return specifiers.map((specifier) => {
    const exported = EXPORTS.get(specifier);
    const target = specifier.startsWith('.') ? path.join(path.dirname(file), specifier) : (exported ?? specifier);
    return { file, home: homeOf(file), target, arrow: exported ? homeOf(exported) : target };
  });
});
const imports = all.filter(({ file }) => /^(packages|workers)\//.test(file));

type Edge = readonly [from: string, to: string];

/** The nodes on a circle or between two: what is left once the ends of every chain are removed, again and again. */
function circle(edges: readonly Edge[]): string[] {
  const [from, to] = [new Set(edges.map(([node]) => node)), new Set(edges.map(([, node]) => node))];
  const left = edges.filter((edge) => from.has(edge[1]) && to.has(edge[0]));
  return left.length === edges.length ? [...from].sort() : circle(left);
}

const offenders = (wrong: (each: Import) => boolean) =>
  imports.filter(wrong).map(({ file, target }) => `${file} → ${target}`);

/** The subjects of dt-mcp, each with those right below it: it may import these and what is below them. */
const BELOW: { readonly [subject: string]: readonly string[] } = {
  time: [],
  activity: ['time'],
  metrics: ['activity'],
  planning: ['metrics'],
  weeks: ['planning'],
  stages: ['weeks'],
  profile: ['stages'],
  reflection: ['time'],
  rights: ['profile', 'reflection'],
};

/** The folder of a file of dt-mcp below a layer; `null` when it has none. */
const subjectIn = (layer: string, file: string) =>
  new RegExp(`^workers/dt-mcp/src/${layer}/([^/]+)/`).exec(file)?.[1] ?? null;

describe('arrows point one way', () => {
  test('a worker imports no other worker, but the app the declarations of the servers that it mounts', () => {
    const declarations = APP.mounts.map((name) => `workers/${name}/src/server.ts`);
    const mounting = ({ file, target }: Import) =>
      file === `workers/${APP.name}/src/server.ts` && declarations.includes(target);
    const ofTests = ({ file }: Import) =>
      file.startsWith(`workers/${APP.name}/`) && /\.test\.ts$|\/testing\//.test(file);
    expect(
      offenders(
        (each) =>
          each.home.startsWith('workers/') &&
          each.target.startsWith('workers/') &&
          !each.target.startsWith(`${each.home}/`) &&
          !mounting(each) &&
          !ofTests(each),
      ),
    ).toEqual([]);
    expect(
      imports
        .filter(mounting)
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(declarations.toSorted());
  });

  test('a package imports no worker', () => {
    expect(offenders(({ home, target }) => home.startsWith('packages/') && target.startsWith('workers/'))).toEqual([]);
  });

  test('no file reaches into another package past its exports', () => {
    expect(
      offenders(({ home, arrow }) => /^(packages|workers)\/[^/]+\//.test(arrow) && !arrow.startsWith(`${home}/`)),
    ).toEqual([]);
  });

  test('a domain knows neither Workers nor MCP nor a store', () => {
    const known =
      /^(workers\/[^/]+\/src\/domain\/|packages\/mcp\/src\/define\/(closest-names|input|local-time|result|text|zone|zone-name)\.ts|packages\/search\/src\/|temporal-polyfill|@orama\/stemmers\/|zod|vitest|fast-check|libxml2-wasm)/;
    const pure = (file: string) => file.includes('/src/domain/') || file.startsWith('packages/search/src/');
    expect(offenders(({ file, target }) => pure(file) && !known.test(target))).toEqual([]);
  });

  test('a tool touches no store but its port', () => {
    const tools = ({ file, target }: Import) =>
      file.includes('/src/tools/') && !file.includes('.test.') && target.includes('/src/store/');
    expect(offenders((each) => tools(each) && !each.target.endsWith('-store.ts'))).toEqual([]);
    expect(offenders((each) => tools(each) && each.target.includes('storage'))).toEqual([]);
  });

  test('no files import one another in a circle', () => {
    const edges = all.filter(({ target }) => /\.tsx?$/.test(target));
    expect(circle(edges.map(({ file, target }) => [file, target]))).toEqual([]);
  });

  test('what an author writes does not know what serves it', () => {
    const [define, worker] = ['packages/mcp/src/define/', 'packages/mcp/src/worker/'];
    expect(FILES.filter((file) => file.startsWith(define)).length).toBeGreaterThan(5);
    expect(offenders(({ file, target }) => file.startsWith(define) && target.startsWith(worker))).toEqual([]);
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

  test.each(['domain', 'tools'])('the subjects of the %s of dt-mcp are in order', (layer) => {
    const ofSubject = ({ file, target }: Import) => [subjectIn(layer, file), subjectIn(layer, target)] as const;
    const inOrder = (from: string, to: string): boolean =>
      from === to || (BELOW[from] ?? []).some((below) => inOrder(below, to));
    const production = imports.filter(({ file }) => !file.endsWith('.test.ts'));
    const subjects = production.flatMap(ofSubject).filter((subject) => subject !== null);
    expect(subjects.filter((subject) => !Object.hasOwn(BELOW, subject))).toEqual([]);
    const upward = production.filter((each) => {
      const [from, to] = ofSubject(each);
      return from !== null && to !== null && !inOrder(from, to);
    });
    expect(upward.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  test('the layers of a server are in order', () => {
    const LAYERS = ['domain', 'store', 'queries', 'tools'];
    const layer = (file: string) => LAYERS.indexOf(/^workers\/[^/]+\/src\/(\w+)\//.exec(file)?.[1] ?? '');
    const upward = ({ file, target }: Import) => layer(file) >= 0 && layer(target) > layer(file);
    expect(offenders((each) => !each.file.endsWith('.test.ts') && upward(each))).toEqual([]);
  });

  test('the stdio program imports nothing of the repository: it is published alone', () => {
    const foreign = ({ home, arrow }: Import) =>
      home === 'packages/stdio' && /^(packages|workers)\/(?!stdio\/)/.test(arrow);
    expect(offenders(foreign)).toEqual([]);
  });

  test('only the kit imports the MCP SDK', () => {
    const kit = ['packages/mcp', 'packages/fleet', 'packages/stdio'];
    // A widget is no server: it takes the types of its host, and the gallery is a host.
    const ofWidgets = ({ home, target }: Import) =>
      home === 'packages/widgets' && /^@modelcontextprotocol\/(?:ext-apps|client)/.test(target);
    expect(
      offenders(
        (each) => each.target.startsWith('@modelcontextprotocol/') && !kit.includes(each.home) && !ofWidgets(each),
      ),
    ).toEqual([]);
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
  const production = ({ home, file }: Import) =>
    home !== 'packages/fleet' && home !== 'packages/simulators' && !/\.test\.ts$|\/testing\//.test(file);
  expect(offenders((each) => production(each) && each.arrow === 'packages/simulators')).toEqual([]);
});
