import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StdioError } from './stdio-error.ts';

/**
 * Writes a file that only its owner may read, whatever could be read before. It is replaced as a whole: a file keeps the
 * mode it was made with, and half a file of keys is a lost key.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/**
 * Reads a file that only its owner may read; null when there is none. Throws {@link StdioError} for a file that others may
 * read or change, or that belongs to somebody else. Windows has no such modes; there a profile folder is private.
 */
export async function readPrivateFile(file: string): Promise<string | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new StdioError(`${file} cannot be read: ${error.code}.`);
  });
  if (handle === null) return null;
  try {
    // Of the opened file, so that it cannot be exchanged between the check and the reading.
    const { mode, uid } = await handle.stat();
    const others = mode & 0o077;
    if (process.platform !== 'win32' && others !== 0) {
      const shown = (mode & 0o777).toString(8);
      throw new StdioError(`${file} holds secrets and others may reach it (mode ${shown}). Run: chmod 600 ${file}`);
    }
    if (process.getuid && uid !== process.getuid()) throw new StdioError(`${file} belongs to another user.`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
