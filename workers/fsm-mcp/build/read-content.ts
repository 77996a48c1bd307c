import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentSource, SourceFile } from './content-source.ts';

const CONTENT = 'workers/fsm-mcp/content';
const CONTRACTS = 'docs/contracts';

/**
 * Reads the content and the contracts of a repository, sorted by file name. A missing folder or file counts as empty,
 * which the checks report.
 * @param root absolute path of the repository
 */
export async function readContent(root: string): Promise<ContentSource> {
  const [fsm, intents, baseRules, consent, changelog, coming, states, templates, schemas, contracts] =
    await Promise.all([
      readSource(root, `${CONTENT}/fsm.yaml`),
      readSource(root, `${CONTENT}/intents.yaml`),
      readSource(root, `${CONTENT}/base-rules.md`),
      readSource(root, `${CONTENT}/consent.md`),
      readSource(root, `${CONTENT}/changelog.yaml`),
      readSource(root, `${CONTENT}/coming.yaml`),
      readFolder(root, `${CONTENT}/states`, '.md'),
      readFolder(root, `${CONTENT}/output-templates`, '.md'),
      readFolder(root, `${CONTENT}/schemas`, '.json'),
      readFolder(root, CONTRACTS, '.json'),
    ]);
  return { fsm, intents, baseRules, consent, changelog, coming, states, templates, schemas, contracts };
}

async function readFolder(root: string, folder: string, extension: string): Promise<readonly SourceFile[]> {
  const names = await ifMissing([], readdir(join(root, folder)));
  const matching = names.filter((name) => name.endsWith(extension)).sort();
  return Promise.all(matching.map((name) => readSource(root, `${folder}/${name}`)));
}

async function readSource(root: string, path: string): Promise<SourceFile> {
  const text = await ifMissing('', readFile(join(root, path), 'utf8'));
  return { path, text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') };
}

async function ifMissing<Value>(value: Value, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  }
}
