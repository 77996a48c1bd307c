import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileSkill } from './compile-skill.ts';
import { readSource } from './read-source.ts';
import { fileId } from './source-file.ts';

/**
 * The build step of a Worker whose skill is a folder with `SKILL.md` alone: describes it, with its text, for the Worker to import.
 *
 *     node packages/mcp/src/content/write-skill.ts skills/ktalk workers/ktalk-mcp/.build/skill.json
 */
const [folder = '', target = ''] = process.argv.slice(2);
const source = await readSource(process.cwd(), `${folder}/SKILL.md`);
const files = { 'SKILL.md': source.text };
const entry = await compileSkill(fileId({ ...source, path: folder }), files);
await mkdir(path.dirname(target), { recursive: true });
await writeFile(target, `${JSON.stringify({ entry, files }, null, 2)}\n`);
