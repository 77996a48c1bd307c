import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeText, misnamedFile } from '@aisystant/mcp/content';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { LookUpLemma } from '@aisystant/search';
import { openDictionary } from '@aisystant/search/dictionary';
import { type AiBinding, cloudflareVectors, type VectorizeBinding } from '../src/store/cloudflare-vectors.ts';
import { type ImportReport, importCorpus } from './import-corpus.ts';
import { parseCorpus } from './parse-corpus.ts';
import type { Problem, SourceFile } from './parsed.ts';
import { readGlossary } from './read-glossary.ts';

/** The terms of the school; a folder may have its own file of this name. */
const GLOSSARY = path.resolve(import.meta.dirname, '../content/glossary.json');

/** Folder of the demo corpus. */
export const DEMO = path.resolve(import.meta.dirname, '../content/demo');

/** Whether no corpus was imported yet. */
export async function isEmpty(db: Database): Promise<boolean> {
  return (await rowsOf(db, 'SELECT 1 FROM pointer')).length === 0;
}

/** Whether a folder or file is of a program, by its name. */
const isForeign = (name: string) => name === 'node_modules' || name.startsWith('.');

/** Reads the Markdown files of a folder. Throws for one that is not UTF-8: a part of a corpus would take the place of the whole. */
export async function readFolder(folder: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const file of glob('**/*.md', { cwd: folder, exclude: isForeign })) {
    const name = file.split(path.sep).join('/');
    files.push({ path: name, text: decodeText(await readFile(path.join(folder, file)), name) });
  }
  return files;
}

/**
 * Files that are not read because of their names. What has no Markdown in its name, as a picture, lies beside the guides.
 */
export async function unreadFiles(folder: string): Promise<readonly Problem[]> {
  const names: string[] = [];
  for await (const file of glob('**/*', { cwd: folder, exclude: isForeign }))
    names.push(file.split(path.sep).join('/'));
  return names
    .filter((name) => /\.(?:md|mdx|markdown)(?:\.txt)?$/i.test(name) && !name.endsWith('.md'))
    .sort()
    .map((name) => misnamedFile(name, '.md'))
    .map(({ file, message }) => ({ file, reason: message }));
}

/** How a folder is imported. */
export interface FolderOptions {
  /** Told what is done. */
  readonly report?: (step: string) => void;
  /** The dictionary, if it is open already. */
  readonly lookUp?: LookUpLemma;
  /** Refuses a folder without most of the pages that are there. Default: takes it. */
  readonly keepsMost?: boolean;
  /** By these the pages are found by meaning too. Default: by words alone. */
  readonly bindings?: { readonly AI: AiBinding; readonly VECTORS: VectorizeBinding } | null;
}

/** Imports the Markdown files of a folder, with its glossary if it has one. */
export async function importFolder(
  db: Database,
  folder: string,
  { report = () => {}, lookUp, keepsMost = false, bindings = null }: FolderOptions = {},
): Promise<ImportReport> {
  report('reading the files');
  const read = parseCorpus(await readFolder(folder), path.basename(path.resolve(folder)));
  const corpus = { ...read, problems: [...(await unreadFiles(folder)), ...read.problems] };
  const own = path.join(folder, path.basename(GLOSSARY));
  const glossaryFile = existsSync(own) ? own : GLOSSARY;
  const name = path.basename(glossaryFile);
  const glossary = readGlossary({ path: name, text: decodeText(await readFile(glossaryFile), name) });
  report('opening the dictionary');
  return importCorpus(db, corpus, {
    glossary,
    lookUp: lookUp ?? (await openDictionary()),
    vectors: bindings && cloudflareVectors(bindings.AI, bindings.VECTORS),
    keepsMost,
    now: new Date().toISOString(),
    report,
  });
}
