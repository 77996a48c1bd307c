import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LocalDatabase } from '../miniflare.ts';
import { ROOT } from '../paths.ts';

/** Name of the server that has the guides. */
export const GUIDES = 'guides-mcp';

/** What an import did. */
export interface ImportReport {
  /** False when the corpus was already there as it is. */
  readonly imported: boolean;
  readonly guides: number;
  readonly pages: number;
  readonly added: number;
  readonly changed: number;
  readonly moved: number;
  readonly removed: number;
  /** Passages that can be found by meaning. */
  readonly vectors: number;
  /** What went wrong with them; null when nothing did. */
  readonly vectorFailure: string | null;
  /** Files and parts of files that are not pages, and why. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/** The bindings by which guides-mcp searches by meaning; it knows what they are. */
export interface VectorBindings {
  readonly AI: unknown;
  readonly VECTORS: unknown;
}

/** How guides are imported. */
interface ImportOptions {
  readonly report?: (step: string) => void;
  readonly keepsMost?: boolean;
  readonly bindings?: VectorBindings | null;
}

/** The part of the build of guides-mcp that is used here. A package imports no worker, so it is loaded by path. */
interface CorpusBuild {
  /** Folder of the demo corpus. */
  readonly DEMO: string;
  importFolder(db: LocalDatabase, folder: string, options?: ImportOptions): Promise<ImportReport>;
  isEmpty(db: LocalDatabase): Promise<boolean>;
}

/** Loads what imports guides. */
async function corpusBuild(): Promise<CorpusBuild> {
  return import(pathToFileURL(path.join(ROOT, 'workers', GUIDES, 'build', 'import-folder.ts')).href);
}

/** Where guides are imported to: a database that was opened. */
interface Target {
  readonly db: LocalDatabase;
  readonly bindings?: VectorBindings | null;
}

/** Imports a folder of guides; with `keepsMost` not one without most of the pages that are there. */
export async function importGuides(
  { db, bindings = null }: Target,
  folder: string,
  options: Pick<ImportOptions, 'report' | 'keepsMost'> = {},
): Promise<ImportReport> {
  return (await corpusBuild()).importFolder(db, folder, { ...options, bindings });
}

/** Imports the demo corpus where there is none yet, so that the server answers; null when there is one. */
export async function importDemoGuides({ db, bindings = null }: Target): Promise<ImportReport | null> {
  const { DEMO, importFolder, isEmpty } = await corpusBuild();
  return (await isEmpty(db)) ? importFolder(db, DEMO, { bindings }) : null;
}
