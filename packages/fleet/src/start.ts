import { watch } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';
import { BuildError } from './bundle.ts';
import { bridgedEntry, claudeCodeCommand, codexCommand, directEntry, mcpServersBlock } from './connect.ts';
import { fillDemoLearners } from './demo/fill.ts';
import { fillDemoRequirements } from './demo/fill-requirements.ts';
import { startGallery } from './gallery.ts';
import { type LocalFleet, logFile, startLocalFleet } from './local-fleet.ts';
import { localEndpoint, localUrl } from './local-variables.ts';
import { BITRIX24_PORT, COMPANY_PORT, demoLearners, GALLERY_PORT, IDENTITY_PORT, KTALK_PORT } from './manifest.ts';
import { ROOT, STATE } from './paths.ts';
import { localPortOffset, requireFree } from './ports.ts';
import { progress } from './progress.ts';
import { app, mcpServers, portal } from './servers.ts';
import { twinStoreNamed } from './twin/database.ts';

const REBUILD_DELAY_MS = 150;

/** `npm start`: brings the fleet up, fills the demo learners, rebuilds on a change, stops on Ctrl-C. */
export async function start(
  _: readonly string[],
  {
    fresh = false,
    twin,
    app: withApp = false,
  }: { readonly fresh?: boolean; readonly twin?: string; readonly app?: boolean },
): Promise<void> {
  // Every part of the fleet reads the store from this variable.
  if (twin !== undefined) process.env['TWIN_STORE'] = twinStoreNamed(twin);
  const portOffset = localPortOffset();
  progress('Building and starting the servers…');
  // The gallery starts last: its port must not end a fleet that has filled its learners.
  await requireFree([{ name: 'the gallery', port: GALLERY_PORT }], portOffset);
  const fleet = await startLocalFleet({ stateDir: STATE, portOffset, withApp, fresh });
  const filled = await fillDemoLearners(STATE, new Date(), portOffset).catch((error) => {
    console.error(`The demo learners are not filled; the fleet runs without their data. ${error}`);
    return [];
  });
  await fillDemoRequirements(portOffset).catch((error) =>
    console.error(`The demo requirements are not filled. ${error}`),
  );
  if (filled.length > 0) console.log(`Filled the demo learners as of today: ${filled.join(', ')}.`);
  const gallery = await startGallery(portOffset);
  console.log(welcome(withApp, portOffset));
  rebuildOnChange(fleet);
  await interrupted();
  console.log('\nStopping…');
  await Promise.all([fleet.stop(), gallery.close()]);
  process.exit(0);
}

/** The welcome text: addresses, logins, and the lines to paste. */
export function welcome(withApp = false, portOffset = 0): string {
  const endpoints = mcpServers.map(({ name }) => ({ name, url: localEndpoint(name, portOffset) }));
  const shifted = portOffset === 0 ? '' : `FLEET_PORT_OFFSET=${portOffset} `;
  const row = (name: string, title: string, url: string) => `  ${name.padEnd(18)} ${title.padEnd(18)} ${url}`;
  return [
    '',
    'The fleet is up.',
    '',
    row('portal', portal.title.ru, localUrl(portal.port, portOffset)),
    ...mcpServers.map(({ name, title }) => row(name, title.ru, localEndpoint(name, portOffset))),
    ...(withApp ? [row(app.name, app.title.ru, localEndpoint(app.name, portOffset))] : []),
    row('identity provider', 'Вход (локальный)', localUrl(IDENTITY_PORT, portOffset)),
    row('ktalk simulator', 'Толк (локальный)', localUrl(KTALK_PORT, portOffset)),
    row('bitrix24 simulator', 'Портал (локальный)', localUrl(BITRIX24_PORT, portOffset)),
    row('company simulator', 'Токены компании', localUrl(COMPANY_PORT, portOffset)),
    row('gallery', 'Картинки', localUrl(GALLERY_PORT, portOffset)),
    '',
    'Demo learners: choose one on the sign-in page, or type any new name to be a new learner.',
    ...demoLearners.map(({ login, title }) => `  ${login.padEnd(14)} ${title}`),
    '',
    'Claude Code:',
    ...endpoints.map((endpoint) => `  ${claudeCodeCommand(endpoint)}`),
    '',
    'Codex:',
    ...endpoints.map((endpoint) => `  ${codexCommand(endpoint)}`),
    '',
    'Cursor (.cursor/mcp.json):',
    indent(mcpServersBlock(endpoints, directEntry)),
    '',
    'Claude Desktop (claude_desktop_config.json):',
    indent(mcpServersBlock(endpoints, bridgedEntry)),
    '',
    `In another terminal:  ${shifted}npm run demo  ·  ${shifted}npm run token -- dt-mcp demo_good`,
    `The servers log to ${path.relative(process.cwd(), logFile(STATE))}.`,
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}

/** Rebuilds on a change of the sources, texts too; after a failed build the fleet keeps running as before. */
export function rebuildOnChange(fleet: LocalFleet): void {
  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  const rebuild = async () => {
    const started = performance.now();
    try {
      await fleet.reload();
      console.log(`Rebuilt in ${Math.round(performance.now() - started)} ms.`);
    } catch (error) {
      console.error(failedBuild(error));
    }
  };
  for (const folder of ['packages', 'workers']) {
    const watcher = watch(path.join(ROOT, folder), { recursive: true }, (_, file) => {
      if (!file || !isSource(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        building = building.then(rebuild);
      }, REBUILD_DELAY_MS);
    });
    // A system limits how many files are watched.
    watcher.on('error', ({ message }) => console.error(`Changes in ${folder} are not watched: ${message}`));
  }
}

/** What is told of a build that failed: what is wrong, what runs meanwhile, what to do. */
export function failedBuild(error: unknown): string {
  const wrong = error instanceof BuildError ? error.message : inspect(error);
  return `${wrong}\nThe servers run on as they were; save the correction, and they are built again.`;
}

function isSource(file: string): boolean {
  const inside = file.split(path.sep);
  if (inside.some((part) => part === 'node_modules' || part.startsWith('.'))) return false;
  return inside.some((part) => part === 'src' || part === 'content') && !file.includes('.test.');
}

/**
 * Waits for Ctrl-C or SIGTERM. Called when the fleet runs: the listeners that Miniflare has added by then end the process before
 * anything is closed and the log is written; what it leaves to the end of the process stays.
 */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.removeAllListeners(signal);
      process.once(signal, () => resolve());
    }
  });
}
