import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { decodeText } from './decode-text.ts';
import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

/** Reads the files of a folder with an extension, sorted by name. A missing folder counts as empty, which checks report. */
export async function readFolder(root: string, folder: string, extension: string): Promise<readonly SourceFile[]> {
  const names = await ifMissing([], readdir(join(root, folder)));
  const matching = names.filter((name) => name.endsWith(extension)).sort();
  return Promise.all(matching.map((name) => readSource(root, `${folder}/${name}`)));
}

/** Names in a folder, sorted, but for hidden ones and those with a «~», which systems and editors leave. A missing folder counts as empty. */
export async function authoredNames(folder: string): Promise<readonly string[]> {
  const names = await ifMissing([], readdir(folder));
  return names.filter((name) => !/^\.|~$/.test(name)).sort();
}

/** Says that a file is not read because of its name, as `praise.md.txt`: a check would pass, and its text would not be there. */
export function misnamedFile(file: string, extension: string): Problem {
  return { file, field: null, message: `файл не читается: имя должно оканчиваться на ${extension}` };
}

/** Reads a file; a missing one counts as empty. Throws for one that is not UTF-8, see {@link decodeText}. */
export async function readSource(root: string, path: string): Promise<SourceFile> {
  const bytes = await ifMissing(new Uint8Array(), readFile(join(root, path)));
  return { path, text: decodeText(bytes, posix.normalize(path)).replaceAll('\r\n', '\n') };
}

async function ifMissing<Value>(value: Value, reading: Promise<Value>): Promise<Value> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  }
}
