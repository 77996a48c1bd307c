import { readFileSync } from 'node:fs';
import path from 'node:path';
import { USER_KEY_KINDS } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { mcpServers } from '../servers.ts';
import type { Declared } from './declarations.ts';
import { runbookSections } from './runbook.ts';

const RUNBOOK = readFileSync(path.join(ROOT, 'docs/runbook.md'), 'utf8');
/** The text below a heading, up to the next one. */
const chapter = (title: string) => RUNBOOK.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

describe('an erasure by hand', () => {
  const erasure = chapter('A learner asks for erasure');
  const declared = mcpServers.map(
    ({ name, tools, keeps }) => ({ contract: { server: name, tools }, keeps }) as unknown as Declared,
  );
  const { erasure: tools = '', 'user-keys': keys = '', tables = '' } = runbookSections(declared);

  test('empties every table in which a server keeps something', () => {
    const kept = mcpServers.flatMap(({ keeps }) => keeps.map(({ table }) => table));
    expect(kept).toContain('document');
    for (const table of kept) expect(tables).toContain(`   delete from ${table};\n`);
    expect(erasure).toContain(tables);
  });

  test('looks for every key that is kept under a user id', () => {
    for (const kind of USER_KEY_KINDS) expect(keys.split(/[ ;\n]/)).toContain(kind);
    expect(erasure).toContain(keys);
  });

  test('comes after the tools, by which people do it themselves', () => {
    const erasing = mcpServers.flatMap(({ tools }) => tools.filter(({ effect }) => effect === 'destructive'));
    expect(erasing.length).toBeGreaterThan(0);
    for (const { name } of erasing) expect(tools).toContain(`\`${name}\``);
    expect(erasure.indexOf(tools)).toBeGreaterThan(0);
    expect(erasure.indexOf(tools)).toBeLessThan(erasure.indexOf(keys));
  });
});
