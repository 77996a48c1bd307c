import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { BundledCode, WorkerModule } from './bundler.ts';
import { ROOT } from './paths.ts';

/** Where a build says what it was made from. */
const RECORD = 'made-from.json';
/** What decides a build besides its sources: the bundler's version and settings. */
const SETTINGS = [
  path.join(ROOT, 'pnpm-lock.yaml'),
  ...['bundle.ts', 'bundler.ts', 'documented-facts.ts', 'lean-libraries.ts', 'lean-schemas.ts'].map((file) =>
    path.join(import.meta.dirname, file),
  ),
];

/** The record of a build. */
interface MadeFrom {
  /** Hashes of the contents by paths from the root. */
  readonly files: { readonly [file: string]: string };
  readonly modules: readonly Pick<WorkerModule, 'type' | 'name'>[];
}

/** The file name and the content of the record of a build. */
export function recordOf({ modules, sources }: BundledCode): { readonly name: string; readonly content: string } {
  // A source may be gone by now: then the build is not used again, since no file has this hash.
  const hashIfThere = (file: string) => (existsSync(file) ? hashOf(file) : '');
  const files = [...sources, ...SETTINGS].map((file) => [path.relative(ROOT, file), hashIfThere(file)]);
  const made: MadeFrom = {
    files: Object.fromEntries(files),
    modules: modules.map(({ type, name }) => ({ type, name })),
  };
  return { name: RECORD, content: JSON.stringify(made) };
}

/** The modules of the build in a folder, the main one first; `null` without one, or when a file it was made from has changed. */
export async function keptBuild(folder: string, entry: string): Promise<BundledCode['modules'] | null> {
  try {
    const { files, modules }: MadeFrom = JSON.parse(await readFile(path.join(folder, RECORD), 'utf8'));
    const unchanged = Object.entries(files).every(([file, hash]) => hashOf(path.join(ROOT, file)) === hash);
    if (!unchanged || !(path.relative(ROOT, entry) in files)) return null;
    const [main, ...others] = await Promise.all(modules.map((each) => readModule(folder, each)));
    return main ? [main, ...others] : null;
  } catch {
    // The folder is new, or a file is gone.
    return null;
  }
}

async function readModule(folder: string, { type, name }: Pick<WorkerModule, 'type' | 'name'>): Promise<WorkerModule> {
  const file = path.join(folder, name);
  const content = await readFile(file);
  // In use again, so another build does not remove it as an old one.
  await utimes(file, new Date(), new Date());
  return { type, name, content: type === 'ESModule' ? content.toString() : content };
}

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('base64');
}
