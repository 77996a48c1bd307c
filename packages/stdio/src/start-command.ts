import path from 'node:path';
import manifest from '../package.json' with { type: 'json' };

/** From a file of the sources to the root of the repository. */
const TO_ROOT = '../../../..';

/**
 * The command by which a client starts this program again: from the repository where it runs from its sources, else from npm. Its
 * bare name is a command only where it was installed by hand.
 * @param file absolute path of a running file of the program
 */
export function startCommand(file: string): string {
  if (!file.endsWith('.ts')) return `npx -y ${manifest.name}`;
  const root = path.resolve(file, TO_ROOT);
  return `npm --prefix ${/\s/.test(root) ? JSON.stringify(root) : root} run -s stdio --`;
}
