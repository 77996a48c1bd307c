import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { parseAst } from 'rolldown/parseAst';
import { bundleWorker } from './bundle.ts';
import { ROOT } from './paths.ts';
import { app, workers } from './servers.ts';
import { UsageError } from './usage-error.ts';

/** A place in a bundle as V8 writes it, with the shortened name of its function, if it has one. */
const FRAME = /at (?:async )?(?:[^\s()]+ \()?(?:[^\s()]*\/)?(([a-z0-9-]+)-[0-9a-f]{8}\.js):(\d+):(\d+)\)?/g;

/** What a map needs to know of the sources of a build. */
interface Sources {
  readonly map: SourceMap;
  /** Texts of the sources by their names in the map. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The source map of a build of a Worker, JSON; `null` when these sources make another build. */
type MapOf = (build: string, worker: string) => Promise<string | null>;

/** `npm run fleet -- frames [FILE]`: prints log lines with the places in a bundle as places in the sources. */
export async function frames([file]: readonly string[]): Promise<void> {
  const { lines, unknown } = await readableFrames(file === undefined ? await text(process.stdin) : await readLog(file));
  process.stdout.write(lines);
  for (const build of unknown) {
    console.error(
      `${build} was built from other sources: check out the commit that the deployment names, and run this again.`,
    );
  }
  if (unknown.length > 0) process.exitCode = 1;
}

async function readLog(file: string): Promise<string> {
  // A pipe is read too.
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? true)
    throw new UsageError(`There is no file ${file}.`);
  return readFile(file, 'utf8');
}

/** The lines with readable frames, and the builds whose frames stay as they are, since `mapOf` has no source map of them. */
export async function readableFrames(
  lines: string,
  mapOf: MapOf = mapOfBuild,
): Promise<{ readonly lines: string; readonly unknown: readonly string[] }> {
  const builds = new Map([...lines.matchAll(FRAME)].map(([, build = '', worker = '']) => [build, worker]));
  const known = new Map<string, Sources | null>();
  for (const [build, worker] of builds) {
    const json = await mapOf(build, worker);
    known.set(build, json === null ? null : sourcesOf(json));
  }
  const readable = lines.replace(FRAME, (frame, build: string, _, line: string, column: string) => {
    const sources = known.get(build);
    return (sources && originOf(sources, Number(line) - 1, Number(column) - 1)) ?? frame;
  });
  return { lines: readable, unknown: [...builds.keys()].filter((build) => !known.get(build)) };
}

/** The map that lies beside the bundle; the bundle is made when it is not there. */
async function mapOfBuild(build: string, worker: string): Promise<string | null> {
  const entry = [...workers, app].find(({ name }) => name === worker);
  if (!entry) return null;
  const file = path.join(ROOT, '.build', worker, `${build}.map`);
  const read = () => readFile(file, 'utf8').catch(() => null);
  const known = await read();
  if (known !== null) return known;
  await bundleWorker(entry);
  return read();
}

function sourcesOf(json: string): Sources {
  const payload = JSON.parse(json);
  const { sources, sourcesContent }: { sources: string[]; sourcesContent: string[] } = payload;
  return {
    map: new SourceMap(payload),
    texts: new Map(sources.map((source, index) => [source, sourcesContent[index] ?? ''])),
  };
}

function originOf({ map, texts }: Sources, line: number, column: number): string | null {
  const entry = map.findEntry(line, column);
  if (!('originalSource' in entry)) return null;
  const { originalSource, originalLine, originalColumn } = entry;
  const source = path.relative(ROOT, path.resolve(ROOT, '.build', 'any', originalSource));
  const place = `${source}:${originalLine + 1}:${originalColumn + 1}`;
  const name = functionAt(originalSource, texts.get(originalSource) ?? '', {
    line: originalLine,
    column: originalColumn,
  });
  return name === null ? `at ${place}` : `at ${name} (${place})`;
}

/** Any node of a syntax tree; its other properties are nodes, lists of nodes, and values. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** The name of the innermost named function, method or class member around a place; `null` at the top of a module. */
function functionAt(
  file: string,
  source: string,
  place: { readonly line: number; readonly column: number },
): string | null {
  const before = source.split('\n').slice(0, place.line);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + place.column;
  const lang = file.endsWith('.ts') ? 'ts' : 'js';
  let name: string | null = null;
  let [node, parent]: (Node | undefined)[] = [parseAst(source, { lang }) as unknown as Node];
  while (node) {
    if (/Function/.test(node.type)) name = nameOf(node, parent) ?? name;
    const within = childrenOf(node).find(({ start, end }) => start <= offset && offset < end);
    [node, parent] = [within, node];
  }
  return name;
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter(
      (value): value is Node => typeof value === 'object' && value !== null && 'type' in value && 'start' in value,
    );
}

/** Its own name, or that of the variable or member that it is the value of. */
function nameOf(node: Node, parent: Node | undefined): string | null {
  for (const named of [
    node['id'],
    parent?.['value'] === node && parent['key'],
    parent?.['init'] === node && parent['id'],
  ]) {
    if (typeof named === 'object' && named !== null && 'name' in named) return String(named.name);
  }
  return null;
}
