import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bundleCode } from './bundler.ts';
import { keptBuild, recordOf } from './kept-build.ts';
import { ROOT } from './paths.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** A Worker of two files with its build and the record of it in one folder. */
async function built() {
  const folder = temporaryFolder();
  const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);
  write('greeting.ts', "export const greeting = 'hello';\nexport const unused = 'a long word';\n");
  write(
    'worker.ts',
    "import { greeting } from './greeting.ts';\nexport default { fetch: () => new Response(greeting) };\n",
  );
  const entry = path.join(folder, 'worker.ts');
  const code = await bundleCode(entry, { name: 'greeter', home: folder });
  const record = recordOf(code);
  for (const { name, content } of [...code.modules, record]) write(name, content);
  return { folder, entry, code, write };
}

test('a build is used again while the files it was made from are as they were', async () => {
  const { folder, entry, code } = await built();
  expect(await keptBuild(folder, entry)).toEqual(code.modules);
});

test.each([
  ['a file it imports', ({ write }) => write('greeting.ts', "export const greeting = 'good day';")],
  ['only what it left out', ({ write }) => write('greeting.ts', "export const greeting = 'hello';\n")],
  ['a file that is gone', ({ folder }) => rmSync(path.join(folder, 'greeting.ts'))],
  ['a module that is gone', ({ folder, code }) => rmSync(path.join(folder, code.modules[0].name))],
  ['a record that is cut off', ({ write }) => write('made-from.json', '{"files":')],
] satisfies [string, (change: Awaited<ReturnType<typeof built>>) => void][])(
  'a build is not used after a change of %s',
  async (_, change) => {
    const made = await built();
    change(made);
    expect(await keptBuild(made.folder, made.entry)).toBeNull();
  },
);

test('a source that is removed while a build is made is no error, and the build is not used again', async () => {
  const { folder, entry, code, write } = await built();
  const file = path.join(folder, 'greeting.ts');
  const text = readFileSync(file);
  rmSync(file);
  write('made-from.json', recordOf(code).content);
  expect(await keptBuild(folder, entry)).toBeNull();
  writeFileSync(file, text);
  expect(await keptBuild(folder, entry)).toBeNull();
});

test('a build of another entry point is not used', async () => {
  const { folder } = await built();
  expect(await keptBuild(folder, path.join(folder, 'other.ts'))).toBeNull();
});

test('the installed packages, the bundler and what it imports are among what a build is made from', async () => {
  const { content } = recordOf((await built()).code);
  const bundler = path.join(import.meta.dirname, 'bundler.ts');
  const { sources } = await bundleCode(bundler, { name: 'bundler', home: temporaryFolder() });
  const ours = sources.filter((file) => !file.includes('node_modules')).map((file) => path.relative(ROOT, file));
  expect(ours.length).toBeGreaterThan(1);
  expect(Object.keys(JSON.parse(content).files)).toEqual(expect.arrayContaining(['pnpm-lock.yaml', ...ours]));
});

test('a Worker that imports a package which is not installed does not build', async () => {
  const { folder, entry, write } = await built();
  write(
    'worker.ts',
    "import { name } from '@example/not-installed';\nexport default { fetch: () => new Response(name) };\n",
  );
  await expect(bundleCode(entry, { name: 'greeter', home: folder })).rejects.toThrow('@example/not-installed');
});
