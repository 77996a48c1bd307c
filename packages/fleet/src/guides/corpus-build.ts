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
  /** Files and parts of files that are not pages, and why. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

/** The part of the build of guides-mcp that is used here. A package imports no worker, so it is loaded by path. */
interface CorpusBuild {
  /** Folder of the demo corpus. */
  readonly DEMO: string;
  importFolder(db: LocalDatabase, folder: string, report?: (step: string) => void): Promise<ImportReport>;
  isEmpty(db: LocalDatabase): Promise<boolean>;
}

/** Loads what imports guides. */
async function corpusBuild(): Promise<CorpusBuild> {
  return import(pathToFileURL(path.join(ROOT, 'workers', GUIDES, 'build', 'import-folder.ts')).href);
}

/** Imports a folder of guides. */
export async function importGuides(
  db: LocalDatabase,
  folder: string,
  report?: (step: string) => void,
): Promise<ImportReport> {
  return (await corpusBuild()).importFolder(db, folder, report);
}

/** Imports the demo corpus where there is none yet, so that the server answers; null when there is one. */
export async function importDemoGuides(db: LocalDatabase): Promise<ImportReport | null> {
  const { DEMO, importFolder, isEmpty } = await corpusBuild();
  return (await isEmpty(db)) ? importFolder(db, DEMO) : null;
}
