import { readFolder, readSource } from '@aisystant/mcp/content';
import type { ContentSource } from './content-source.ts';

const CONTENT = 'workers/fsm-mcp/content';
const CONTRACTS = 'docs/contracts';

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
      readFolder(root, `${CONTENT}/states`, '.md'),
      readFolder(root, `${CONTENT}/output-templates`, '.md'),
      readFolder(root, `${CONTENT}/schemas`, '.json'),
      readFolder(root, CONTRACTS, '.json'),
    ]);
  return { fsm, intents, baseRules, consent, changelog, coming, skills, states, templates, schemas, contracts };
}
