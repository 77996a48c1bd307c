import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type BundledCode, bundleCode } from './bundler.ts';
import { startWorkerd } from './miniflare.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const PORT = 8_691;
const LARGE = 'слово '.repeat(20_000);

/** Bundles a Worker that answers a member of its JSON, whose name is the path. */
async function bundleWith(json: unknown): Promise<BundledCode> {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'texts.json'), JSON.stringify(json));
  const entry = path.join(home, 'index.js');
  writeFileSync(
    entry,
    `import texts from './texts.json' with { type: 'json' };
    export default { fetch: (request) => new Response(texts[new URL(request.url).pathname.slice(1)] ?? 'none') };`,
  );
  return bundleCode(entry, { name: 'texts', home });
}

/** What modules of the runtime the start of a bundle loads. */
const loaded = ({ modules: [main] }: BundledCode) =>
  Array.from(String(main.content).matchAll(/\bfrom\s*["'](node:[\w/]+)["']/g), ([, name]) => name);

test('large JSON is a module of its own, which its first reader unpacks', async () => {
  const bundle = await bundleWith({ first: LARGE, 'and-more': 'второй' });
  expect(loaded(bundle)).toEqual([]);
  expect(bundle.modules.map(({ type }) => type)).toEqual(['ESModule', 'Data']);
  const modules = bundle.modules.map(({ type, name, content }) => ({ type, path: name, contents: content }));
  const unsafeDirectSockets = [{ host: '127.0.0.1', port: PORT }];
  const runtime = { compatibilityDate: '2026-11-02', compatibilityFlags: ['nodejs_compat'] };
  const workerd = await startWorkerd({ workers: [{ name: 'texts', ...runtime, modules, unsafeDirectSockets }] });
  try {
    const read = async (member: string) => (await fetch(`http://127.0.0.1:${PORT}/${member}`)).text();
    expect(await read('first')).toBe(LARGE);
    expect(await Promise.all([read('and-more'), read('first'), read('third')])).toEqual(['второй', LARGE, 'none']);
  } finally {
    await workerd.dispose();
  }
});

test.each([
  ['Latin letters below 64 KiB', 'a'.repeat(65_000), 1],
  ['Latin letters above', 'a'.repeat(66_000), 2],
  ['Russian letters below 64 KiB', 'я'.repeat(32_500), 1],
  ['Russian letters above, each of two bytes', 'я'.repeat(33_000), 2],
])('JSON is packed by its bytes, and a small one is code: %s', async (_, first, modules) => {
  expect((await bundleWith({ first })).modules).toHaveLength(modules);
});

test.each([
  ['an array', [LARGE]],
  ['a text', LARGE],
])('large JSON that is %s cannot be packed', async (_, json) => {
  await expect(bundleWith(json)).rejects.toThrow(/texts\.json: JSON that is packed has to be an object/);
});

test('a member of packed JSON that is read without its default export fails the build', async () => {
  const home = temporaryFolder();
  writeFileSync(path.join(home, 'texts.json'), JSON.stringify({ first: LARGE }));
  const entry = path.join(home, 'index.js');
  writeFileSync(
    entry,
    `import * as texts from './texts.json' with { type: 'json' };
    export default { fetch: () => new Response(texts.first) };`,
  );
  await expect(bundleCode(entry, { name: 'texts', home })).rejects.toThrow(/`first` will always be undefined/);
});

test('the start of a server loads no module of Node but async_hooks, which needs none of its own', async () => {
  const entry = path.join(ROOT, 'packages', 'mcp', 'fixture', 'index.ts');
  const bundle = await bundleCode(entry, { name: 'fixture', home: temporaryFolder() });
  expect(loaded(bundle)).toEqual(['node:async_hooks']);
});
