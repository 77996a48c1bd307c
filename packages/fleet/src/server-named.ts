import { closestNames } from '@aisystant/mcp/closest-names';
import { mcpServers, type ServerEntry, type WorkerEntry } from './servers.ts';
import { UsageError } from './usage-error.ts';

/** Finds an MCP server by its name. Throws {@link UsageError} for a name that none has. */
export const serverNamed = (name: string): ServerEntry => workerNamed(name, mcpServers);

/** Finds one of the given Workers by its name. Throws {@link UsageError} for a name that none has. */
export function workerNamed<Entry extends WorkerEntry>(name: string, entries: readonly Entry[]): Entry {
  const entry = entries.find((each) => each.name === name);
  if (entry) return entry;
  const names = entries.map((each) => each.name);
  const [meant] = closestNames(name, names, 1);
  const hint = meant ? ` Did you mean ${meant}?` : '';
  throw new UsageError(`There is no server "${name}".${hint} There are: ${names.join(', ')}.`);
}
