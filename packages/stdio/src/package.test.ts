import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../build.ts';
import manifest from '../package.json' with { type: 'json' };

const HOME = path.join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(HOME, file), 'utf8');

interface Packed {
  readonly files: readonly { readonly path: string; readonly mode: number }[];
  readonly unpackedSize: number;
}

let packed: Packed;
beforeAll(async () => {
  await buildProgram();
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  // A list in older versions of npm, an object by name in newer ones.
  const output: { [name: string]: Packed } = JSON.parse(execFileSync('npm', args, { cwd: HOME, encoding: 'utf8' }));
  const [first] = Object.values(output);
  if (first === undefined) throw new Error('npm packed nothing');
  packed = first;
}, 60_000);

test('what npm gets is the program, its manifest, and texts for a person, and nothing else', () => {
  expect(packed.files.map((file) => file.path).toSorted()).toEqual([
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/aisystant-mcp.js',
    'package.json',
  ]);
  expect(packed.unpackedSize).toBeLessThan(1_500_000);
});

test('the program is one file that runs without installing anything else', () => {
  expect(manifest).not.toHaveProperty('dependencies');
  const [bin] = Object.values(manifest.bin);
  expect(packed.files.map((file) => file.path)).toContain(bin);
  expect(read(bin ?? '').startsWith('#!/usr/bin/env node\n')).toBe(true);
  const help = execFileSync(process.execPath, [path.join(HOME, bin ?? ''), '--help'], { encoding: 'utf8' });
  expect(help).toContain('Usage: aisystant-mcp');
});

test('it may be published: public, with a licence, a description and words to find it by', () => {
  expect(manifest).toMatchObject({ license: 'MIT', publishConfig: { access: 'public' } });
  expect(manifest).not.toHaveProperty('private');
  expect(manifest.description.length).toBeGreaterThan(20);
  expect(manifest.keywords).toContain('mcp');
  expect(read('LICENSE')).toBe(read('../../LICENSE'));
});

test('the licences of all that is bundled go with it', () => {
  const licences = read('dist/THIRD-PARTY-LICENSES.txt');
  for (const name of ['@modelcontextprotocol/client', 'zod']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  expect(licences).toContain('Permission is hereby granted');
});

test('the page on npm has no link that leads nowhere there', () => {
  const links = [...read('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to);
  expect(links.filter((to) => !/^https:/.test(to ?? ''))).toEqual([]);
});
