import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The statements that make the tables of a Worker's D1 database, in their order. */
export async function migrationSteps(worker: string): Promise<readonly string[]> {
  const folder = path.join(import.meta.dirname, '../workers', worker, 'migrations');
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const steps = texts.flatMap((text) => text.replace(/^\s*--.*$/gm, '').split(';'));
  return steps.filter((step) => step.trim() !== '');
}
