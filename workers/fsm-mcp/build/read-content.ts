import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, readFolder, readSource } from '@aisystant/mcp/content';
import type { ContentSource } from './content-source.ts';

const CONTENT = 'workers/fsm-mcp/content';
const CONTRACTS = 'docs/contracts';
/** What lies in the folder of the content itself. */
const FILES = [
  'README.md',
  'base-rules.md',
  'changelog.yaml',
  'coming.yaml',
  'consent.md',
  'fsm.yaml',
  'intents.yaml',
  'skills.yaml',
];
/** The folders of the content, and the ending of the files that are read there. */
const FOLDERS = { states: '.md', 'output-templates': '.md', schemas: '.json' } as const;

/**
 * Reads the content and the contracts of a repository, sorted by file name. A missing folder or file counts as empty,
 * which the checks report.
 * @param root absolute path of the repository
 */
export async function readContent(root: string): Promise<ContentSource> {
  const [fsm, intents, baseRules, consent, changelog, coming, skills, states, templates, schemas, contracts] =
    await Promise.all([
      readSource(root, `${CONTENT}/fsm.yaml`),
      readSource(root, `${CONTENT}/intents.yaml`),
      readSource(root, `${CONTENT}/base-rules.md`),
      readSource(root, `${CONTENT}/consent.md`),
      readSource(root, `${CONTENT}/changelog.yaml`),
      readSource(root, `${CONTENT}/coming.yaml`),
      readSource(root, `${CONTENT}/skills.yaml`),
      readFolder(root, `${CONTENT}/states`, FOLDERS.states),
      readFolder(root, `${CONTENT}/output-templates`, FOLDERS['output-templates']),
      readFolder(root, `${CONTENT}/schemas`, FOLDERS.schemas),
      readFolder(root, CONTRACTS, '.json'),
    ]);
  return { fsm, intents, baseRules, consent, changelog, coming, skills, states, templates, schemas, contracts };
}

/**
 * Files that are not read because of their names, as `praise.md.txt`, or where they are, as a state outside of `states`: the
 * check would pass, and their texts would not be there. Hidden files and those with a «~» are left by systems and editors, and ignored.
 * @param root absolute path of the repository
 */
export async function unreadFiles(root: string): Promise<readonly Problem[]> {
  const all = await Promise.all(
    Object.entries(FOLDERS).map(async ([folder, ending]) => {
      const unread = (await namesIn(join(root, CONTENT, folder))).filter((name) => !name.endsWith(ending));
      return unread.map((name) => ({
        file: `${CONTENT}/${folder}/${name}`,
        field: null,
        message: `файл не читается: имя здесь оканчивается на ${ending}`,
      }));
    }),
  );
  const known = [...FILES, ...Object.keys(FOLDERS)];
  const elsewhere = (await namesIn(join(root, CONTENT))).filter((name) => !known.includes(name));
  const message = `не читается: состояния лежат в states, формы в output-templates, схемы в schemas, а здесь ${FILES.join(', ')}`;
  return [...elsewhere.map((name) => ({ file: `${CONTENT}/${name}`, field: null, message })), ...all.flat()];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => !/^\.|~$/.test(name)).sort();
}
