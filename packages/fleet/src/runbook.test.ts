import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './paths.ts';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const RUNBOOK = read('docs/runbook.md');
/** The text below a heading, up to the next one. */
const chapter = (title: string) => RUNBOOK.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name).sort();

describe('an erasure by hand', () => {
  const erasure = chapter('A learner asks for erasure');

  test('empties every table of a twin', () => {
    const tables = names(read('workers/dt-mcp/src/store/migrations.ts'), /create table (\w+)\(/g);
    expect(tables).toContain('document');
    expect(names(erasure, /delete from (\w+);/g)).toEqual(tables);
  });

  test('looks for every key that is kept under a user id', () => {
    const library = ['grant', 'token'];
    const ours = names(read('packages/oauth/README.md'), /^\| `(\w+):<userId>/gm);
    expect(ours).toContain('session');
    const looped = (erasure.match(/for kind in ([\w ]+);/)?.[1] ?? '').split(' ');
    const searched = new Set([...names(erasure, /^ *keys (\w+)/gm), ...looped]);
    expect([...searched].sort()).toEqual([...ours, ...library].sort());
  });

  test('comes after the tool, by which people do it themselves', () => {
    const tool = erasure.indexOf('`dt_delete_my_data`');
    expect(tool).toBeGreaterThan(0);
    expect(tool).toBeLessThan(erasure.indexOf('**The learner cannot sign in.**'));
    expect(read('docs/contracts/dt-mcp.json')).toContain('"name": "dt_delete_my_data"');
  });
});

test('every chapter that another one sends to is there', () => {
  const anchors = names(RUNBOOK, /\]\(#([\w-]+)\)/g);
  const chapters = names(RUNBOOK, /^## (.+)$/gm).map((title) => title.toLowerCase().replaceAll(' ', '-'));
  expect(anchors.filter((anchor) => !chapters.includes(anchor))).toEqual([]);
});
