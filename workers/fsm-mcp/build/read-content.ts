import { join } from 'node:path';
import { authoredNames, misnamedFile, type Problem, readFolder, readSource } from '@aisystant/mcp/content';
import type { ContentSource } from './content-source.ts';

const CONTENT = 'workers/fsm-mcp/content';
const CONTRACTS = 'docs/contracts';
/** The files that are read in the folder of the content itself. */
const FILES = {
  fsm: 'fsm.yaml',
  intents: 'intents.yaml',
  baseRules: 'base-rules.md',
  consent: 'consent.md',
  changelog: 'changelog.yaml',
  coming: 'coming.yaml',
  skills: 'skills.yaml',
} as const;
/** The folders of the content, and the ending of the files that are read there. */
const FOLDERS = { states: '.md', 'output-templates': '.md', schemas: '.json' } as const;

/**
 * Reads the content and the contracts of a repository, sorted by file name. A missing folder or file counts as empty,
 * which the checks report.
 * @param root absolute path of the repository
 */
export async function readContent(root: string): Promise<ContentSource> {
  const file = (name: keyof typeof FILES) => readSource(root, `${CONTENT}/${FILES[name]}`);
  const folder = (name: keyof typeof FOLDERS) => readFolder(root, `${CONTENT}/${name}`, FOLDERS[name]);
  const [fsm, intents, baseRules, consent, changelog, coming, skills, states, templates, schemas, contracts] =
    await Promise.all([
      file('fsm'),
      file('intents'),
      file('baseRules'),
      file('consent'),
      file('changelog'),
      file('coming'),
      file('skills'),
      folder('states'),
      folder('output-templates'),
      folder('schemas'),
      readFolder(root, CONTRACTS, '.json'),
    ]);
  return { fsm, intents, baseRules, consent, changelog, coming, skills, states, templates, schemas, contracts };
}

/**
 * Files that are not read because of their names, or because of where they are, as a state outside of `states`.
 * @param root absolute path of the repository
 */
export async function unreadFiles(root: string): Promise<readonly Problem[]> {
  const misnamed = Object.entries(FOLDERS).map(async ([folder, ending]) => {
    const names = await authoredNames(join(root, CONTENT, folder));
    return names
      .filter((name) => !name.endsWith(ending))
      .map((name) => misnamedFile(`${CONTENT}/${folder}/${name}`, ending));
  });
  return [...(await misplaced(root)), ...(await Promise.all(misnamed)).flat()];
}

async function misplaced(root: string): Promise<readonly Problem[]> {
  const files = [...Object.values(FILES), 'README.md'].sort();
  const known = new Set<string>([...files, ...Object.keys(FOLDERS)]);
  const names = await authoredNames(join(root, CONTENT));
  const message = `не читается: состояния лежат в states, формы в output-templates, схемы в schemas, а здесь ${files.join(', ')}`;
  return names.filter((name) => !known.has(name)).map((name) => ({ file: `${CONTENT}/${name}`, field: null, message }));
}
