import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PACKAGE_NAME, writePackage } from '@aisystant/fleet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCommandLine } from './command-lines.ts';
import { subjects } from './subjects.ts';
import { enterWorkplace, type Workplace } from './workplace.ts';

const claude = await findCommandLine('claude-code');
const codex = await findCommandLine('codex');
const NAME = `${PACKAGE_NAME}@${PACKAGE_NAME}`;

let folder = '';
let place: Workplace;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'package-'));
  await writePackage(folder, subjects);
  place = await enterWorkplace();
});
afterAll(async () => {
  await place.leave();
  await rm(folder, { recursive: true });
});

describe(`${claude.title} with the package`, () => {
  test('finds nothing wrong with it, installs it as one thing, and has all servers', async ({ skip }) => {
    skip(claude.missing !== null, claude.missing ?? '');
    const plugin = (...args: string[]) => place.run(claude.path, 'plugin', ...args);
    expect(await plugin('validate', path.join(folder, 'plugins', PACKAGE_NAME))).toMatchObject({ code: 0 });
    expect(await plugin('validate', folder)).toMatchObject({ code: 0 });
    expect(await plugin('marketplace', 'add', folder)).toMatchObject({ code: 0 });
    expect(await plugin('install', NAME)).toMatchObject({ code: 0 });
    const listed = (await place.run(claude.path, 'mcp', 'list')).output;
    for (const { name, url } of subjects) expect(listed).toContain(`plugin:${PACKAGE_NAME}:${name}: ${url}`);
  });
});

describe(`${codex.title} with the package`, () => {
  test('installs it as one thing, and has all servers', async ({ skip }) => {
    skip(codex.missing !== null, codex.missing ?? '');
    expect(await place.run(codex.path, 'plugin', 'marketplace', 'add', folder)).toMatchObject({ code: 0 });
    expect(await place.run(codex.path, 'plugin', 'add', NAME)).toMatchObject({ code: 0 });
    const listed = (await place.run(codex.path, 'mcp', 'list')).output;
    for (const { name, url } of subjects) expect(listed).toMatch(new RegExp(`${name} +${url}`));
  });
});
