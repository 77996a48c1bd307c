import { Learner } from './learner.ts';
import { localEndpoint } from './local-variables.ts';
import { isFree } from './ports.ts';
import { mcpServers } from './servers.ts';
import { UsageError } from './usage-error.ts';

/** `npm run token -- SERVER LOGIN`: prints a bearer token got through the real sign-in, and nothing else. */
export async function token([name, login]: readonly string[]): Promise<void> {
  const server = mcpServers.find((entry) => entry.name === name);
  if (!server || !login) {
    throw new UsageError(
      `Usage: npm run token -- SERVER LOGIN, where SERVER is one of: ${mcpServers.map((entry) => entry.name).join(', ')}.`,
    );
  }
  if (await isFree(server.port)) throw new UsageError('The fleet does not run: start it with npm start.');
  const learner = new Learner(login);
  console.log(await learner.signIn(localEndpoint(server.name)));
}
