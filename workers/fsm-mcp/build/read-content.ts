import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, readFolder, readSource } from '@aisystant/mcp/content';
import type { ContentSource } from './content-source.ts';

const CONTENT = 'workers/fsm-mcp/content';
const CONTRACTS = 'docs/contracts';
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
 * Files that are not read because of their names, as `praise.md.txt`: the check would pass, and their texts would not be
 * there. Hidden files and those with a «~» are left by systems and editors, and ignored.
 * @param root absolute path of the repository
 */
export async function unreadFiles(root: string): Promise<readonly Problem[]> {
  const all = await Promise.all(
    Object.entries(FOLDERS).map(async ([folder, ending]) => {
      const names = await readdir(join(root, CONTENT, folder)).catch(() => []);
      const unread = names.filter((name) => !name.endsWith(ending) && !/^\.|~$/.test(name)).sort();
      return unread.map((name) => ({
        file: `${CONTENT}/${folder}/${name}`,
        field: null,
        message: `файл не читается: имя здесь оканчивается на ${ending}`,
      }));
    }),
  );
  return all.flat();
}
