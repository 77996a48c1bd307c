import { statSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Throws {@link UsageError} for a path at which there is no folder. */
export function requireFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`There is no folder ${folder}.`);
  requireFolderOrNothing(folder);
}

/** Throws {@link UsageError} where a folder can be neither found nor made, because a file is there. */
export function requireFolderOrNothing(folder: string): void {
  const isFile = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false;
  if (isFile) throw new UsageError(`${folder} is a file, not a folder.`);
}
