import { UsageError } from './usage-error.ts';

/**
 * Throws {@link UsageError} for an option that a command has for another of its calls. Left alone it would do nothing: «twin migrate
 * --dry-run» would migrate.
 * @param call how it was called, as «twin migrate»
 */
export function refuseOptions(call: string, given: object, taken: readonly string[] = []): void {
  const foreign = Object.entries(given).find(([name, value]) => value !== undefined && !taken.includes(name));
  if (!foreign) return;
  const options = taken.length === 0 ? 'nor any other' : `only: ${taken.map((name) => `--${name}`).join(', ')}`;
  throw new UsageError(`"${call}" has no option --${foreign[0]}, ${options}. Nothing was done.`);
}
