import type { TestProject } from 'vitest/node';
import { startCommandLines } from './clients/command-lines.ts';
import { APP_RUNS, PORT_OFFSET } from './fleet.ts';
import { startOwnFleet } from './own-fleet.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the shared fleet's storage and log. */
    readonly stateDir: string;
  }
}

/** Starts the fleet that the tests share, as `npm start` does, beside one that may already run; without demo data. */
export default async function setup(project: TestProject) {
  const { stateDir, end } = await startOwnFleet({ portOffset: PORT_OFFSET, withApp: APP_RUNS });
  const commandLines = await startCommandLines({ all: process.env['FETCH_CLIENTS'] === 'early' });
  project.provide('commandLines', commandLines.url);
  project.provide('stateDir', stateDir);
  return async () => {
    commandLines.close();
    await end();
  };
}
