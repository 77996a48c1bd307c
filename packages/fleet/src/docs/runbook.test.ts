import { readFileSync } from 'node:fs';
import path from 'node:path';
import { USER_KEY_KINDS } from '@aisystant/oauth/kv-keys';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../paths.ts';
import { mcpServers } from '../servers.ts';
import { readDeclaration } from './declarations.ts';
import { runbookSections } from './runbook.ts';

const RUNBOOK = readFileSync(path.join(ROOT, 'docs/runbook.md'), 'utf8');
/** The text below a heading, up to the next one. */
const chapter = (title: string) => RUNBOOK.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const declared = await Promise.all(mcpServers.map(({ name }) => readDeclaration(name)));

describe('an erasure by hand', () => {
  const erasure = chapter('A learner asks for erasure');
  const { erasure: tools = '', 'user-keys': keys = '', tables = '' } = runbookSections(declared);

  test('empties every table of an object that keeps the records of one person', () => {
    const kept = declared.filter(({ personObject }) => personObject !== null).flatMap(({ keeps }) => keeps);
    expect(kept.map(({ table }) => table)).toContain('document');
    for (const { table } of kept) expect(tables).toContain(`   delete from ${table};\n`);
    expect(erasure).toContain(tables);
  });

  test('names every object that keeps something of one person, also what is no record', () => {
    const objects = declared.filter(({ personObject }) => personObject !== null);
    expect(objects.map(({ contract }) => contract.server)).toContain('bitrix24-mcp');
    for (const { contract, personObject } of objects) expect(erasure).toContain(`${contract.server}_${personObject}`);
  });

  test('empties no table that has rows of several people', () => {
    for (const statement of erasure.match(/delete from \w+(?! where)[;`]/g) ?? []) {
      expect(`${tables}\`delete from call\` \`delete from linked_account\``).toContain(statement);
    }
    const shared = declared.filter(({ keeps, personObject }) => keeps.length > 0 && personObject === null);
    expect(shared.map(({ contract }) => contract.server)).toEqual(['requirements-mcp']);
    for (const { contract } of shared) expect(tables).not.toContain(contract.server);
  });

  test('looks for every key that is kept under a user id', () => {
    for (const kind of USER_KEY_KINDS) expect(keys.split(/[ ;\n]/)).toContain(kind);
    expect(erasure).toContain(keys);
  });

  test('comes after the tools by which people erase their data themselves, and those alone', () => {
    const erasing = declared.flatMap(({ erasedBy }) => erasedBy ?? []);
    expect(erasing.length).toBeGreaterThan(1);
    expect(tools.match(/`[^`]+`/g)).toEqual(erasing.map((name) => `\`${name}\``));
    expect(erasure.indexOf(tools)).toBeGreaterThan(0);
    expect(erasure.indexOf(tools)).toBeLessThan(erasure.indexOf(keys));
  });

  test('uses no variable of the shell that it has not set', () => {
    const known = new Set([...erasure.matchAll(/\b([A-Z_]+)=|read -rs ([A-Z_]+)/g)].flatMap((of) => of.slice(1)));
    const used = [...erasure.matchAll(/\$\{?([A-Z][A-Z_]*)/g)].map(([, name]) => name);
    expect(used).toContain('USER_ID');
    expect(used.filter((name) => !known.has(name ?? '') && name !== 'DT')).toEqual([]);
  });
});
