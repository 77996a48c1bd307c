import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sandboxPage } from '../gallery/pages.ts';

/** Most bytes of a widget: hosts load one for every answer, often on a phone. */
export const LARGEST_BYTES = 60_000;

const HOME = path.join(import.meta.dirname, '..');
const ROOT = path.join(HOME, '../..');
/** What decides a build: the sources, this script, and the versions of what is bundled. */
const MADE_FROM = [
  'packages/widgets/{src,build,gallery}/**/*',
  'packages/mcp/src/define/{russian,text}.ts',
  'pnpm-lock.yaml',
];

/** The widgets: the folders of `src` with a view of the same name. */
export const WIDGETS: readonly string[] = globSync('src/*/*.tsx', { cwd: HOME })
  .map((file) => path.parse(file))
  .filter(({ dir, name }) => path.basename(dir) === name)
  .map(({ name }) => name)
  .sort();

/** Builds a widget: the page that a host shows, whole in one text. Throws when it is larger than {@link LARGEST_BYTES}. */
export async function buildWidget(name: string): Promise<string> {
  const { script, style } = await bundle(path.join('src', name, `${name}.tsx`), 'iife');
  const html = page(script, style);
  const bytes = Buffer.byteLength(html);
  if (bytes > LARGEST_BYTES) throw new Error(`the widget ${name} has ${bytes} bytes, more than ${LARGEST_BYTES}`);
  return html;
}

/** The page of a person, which the portal serves: its script and style, and the frame that its widgets are in. */
interface MyPage {
  readonly script: string;
  readonly style: string;
  readonly frame: string;
}

async function buildMyPage(): Promise<MyPage> {
  const { script: sandbox } = await bundle('src/host/sandbox.ts', 'iife');
  return { ...(await bundle('src/my/main.tsx', 'iife')), frame: sandboxPage(sandbox) };
}

/** Bundles a script of the gallery, to stand in a page. */
export async function buildScript(entry: string): Promise<string> {
  return (await bundle(entry, 'es')).script;
}

/** What Vite leaves at the end of styles. */
const VITE_MARK = /\/\*\$vite\$:\d+\*\//;

async function bundle(entry: string, format: 'iife' | 'es') {
  // Loaded when something is to be built: most runs find that nothing has changed.
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    root: HOME,
    logLevel: 'warn',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      // Older ones would get `light-dark()` by the system's theme instead of the host's.
      cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
      cssCodeSplit: false,
      minify: 'oxc',
      lib: { entry: path.join(HOME, entry), formats: [format], name: 'widget', cssFileName: 'widget' },
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []));
  return {
    script: inline(
      outputs
        .map((each) => (each.type === 'chunk' ? each.code : ''))
        .join('')
        .trim(),
    ),
    style: outputs
      .map((each) => (each.type === 'asset' ? String(each.source) : ''))
      .join('')
      .replace(VITE_MARK, '')
      .trim(),
  };
}

function page(script: string, style: string): string {
  return [
    '<!doctype html><html lang="ru"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1"><title>Aisystant</title>',
    `<style>${style}</style></head><body><script>${script}</script></body></html>`,
  ].join('');
}

/** A script may not hold what ends it, or begins a comment in HTML. */
const inline = (script: string) => script.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');

/** A widget as its sources are now. */
export async function freshWidget(name: string): Promise<string> {
  const { html } = await fresh(name, async () => ({ html: await buildWidget(name) }));
  return html;
}

/** The widgets of a server in one file: what they share is then packed once. */
async function freshWidgets(name: string, widgets: readonly string[]): Promise<void> {
  const pages = async () => {
    const built: { [widget: string]: string } = {};
    for (const widget of widgets) built[widget] = await buildWidget(widget);
    return built;
  };
  await fresh(name, pages, widgets);
}

/** What is kept in `.build`, where the Workers import it; built again when it is stale. */
async function fresh<Built extends object>(
  name: string,
  build: () => Promise<Built>,
  parts: readonly string[] = [],
): Promise<Built> {
  const file = path.join(HOME, '.build', `${name}.json`);
  const from = [digest(), ...parts].join(' ');
  const kept = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (kept?.from === from) return kept;
  const built = await build();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ from, ...built }));
  return built;
}

function digest(): string {
  const hash = createHash('sha256');
  for (const file of globSync([...MADE_FROM], { cwd: ROOT }).sort()) {
    if (path.extname(file) !== '') hash.update(file).update(readFileSync(path.join(ROOT, file)));
  }
  return hash.digest('base64');
}

if (import.meta.main) {
  for (const argument of process.argv.slice(2)) {
    const [name = '', widgets] = argument.split('=');
    if (widgets) await freshWidgets(name, widgets.split(','));
    else await (name === 'my' ? fresh(name, buildMyPage) : freshWidget(name));
  }
}
