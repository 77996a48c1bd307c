import { isLogin } from '@aisystant/simulators/learner';
import { Learner } from './learner.ts';
import { companyToken } from './local-company.ts';
import { localEndpoint } from './local-variables.ts';
import { COMPANY } from './manifest.ts';
import { localPortOffset } from './ports.ts';
import { progress } from './progress.ts';
import { isRunning } from './running-server.ts';
import { workerNamed } from './server-named.ts';
import { app, mcpServers } from './servers.ts';
import { UsageError } from './usage-error.ts';

/**
 * `npm run token -- SERVER LOGIN [--company]`: prints a bearer token got through the real sign-in, or one of the simulated
 * company, and nothing else.
 */
export async function token(
  [name = '', login = '']: readonly string[],
  { company }: { readonly company?: boolean },
): Promise<void> {
  const server = workerNamed(name, [...mcpServers, app]);
  if (!isLogin(login)) throw new UsageError(`"${login}" is no login: 1 to 32 of a-z, 0-9 and _.`);
  if (company && name !== COMPANY.audience) {
    throw new UsageError(`${name} accepts no token of the company: --company is for ${COMPANY.audience}.`);
  }
  const portOffset = localPortOffset();
  if (!(await isRunning(server, portOffset))) {
    throw new UsageError(
      server === app
        ? 'The app does not run: start it with npm start -- --app.'
        : 'The fleet does not run: start it with npm start.',
    );
  }
  if (company) return console.log(await companyToken(login, {}, portOffset));
  progress(`Signing in to ${name} as ${login}…`);
  console.log(await new Learner(login).signIn(localEndpoint(name, portOffset)));
}
