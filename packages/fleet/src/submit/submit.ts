import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { contractOf } from '@aisystant/mcp';
import { runBuildStep } from '../bundle.ts';
import { declarationOf } from '../declaration.ts';
import { localEndpoint, localUrl } from '../local-variables.ts';
import { skillTexts } from '../package/package.ts';
import { json } from '../package/package-files.ts';
import { configPath, ROOT } from '../paths.ts';
import { localPortOffset } from '../ports.ts';
import { progress } from '../progress.ts';
import { refuseOptions } from '../refuse-options.ts';
import { requireHttpAddress, requireToken } from '../require-endpoint.ts';
import { requireFolderOrNothing } from '../require-folder.ts';
import { workerNamed } from '../server-named.ts';
import { app, deployedAt, mcpServers, portal } from '../servers.ts';
import { UsageError } from '../usage-error.ts';
import { connector, type Outcome, runCases } from './cases.ts';
import { chatgptFiles } from './chatgpt.ts';
import { claudeFiles } from './claude.ts';
import type { Files } from './form.ts';
import { listingPath, readListing, readPublisher, startersOf } from './listing.ts';
import { liveFacts } from './live.ts';
import type { Scene } from './pictures.ts';
import { keptBesides } from './privacy-facts.ts';
import { problemsOf } from './problems.ts';
import { type Host, type Submission, submissionOf } from './submission.ts';
import { driftOf, parseSubmitted, type SubmittedFacts, submittedFactsOf } from './submitted.ts';

/** What is made, and of which fleet. */
export interface SubmitOptions {
  /** For the local fleet instead of the deployed servers. Default: false. */
  readonly local?: boolean;
  /** Of the local fleet by which the cases are tried. Default: 0. */
  readonly portOffset?: number;
}

const WRITERS: { readonly [host in Host]: (submission: Submission) => Files } = {
  chatgpt: chatgptFiles,
  claude: claudeFiles,
};

/**
 * Where submissions are written when no folder is named; not committed. Those of the local fleet apart: they have its addresses,
 * and one that was tried must not lie where a directory's is looked for.
 */
export const defaultFolder = (local: boolean) => (local ? '.submissions-local' : '.submissions');
/** The file by which a submission is compared with the server later. */
const SUBMITTED_FILE = 'made.json';

interface SubmitFlags {
  readonly out?: string;
  readonly local?: boolean;
  readonly token?: string;
}

/** `fleet submit chatgpt|claude [SERVER]` and `fleet submit check DIR [URL]`. Throws {@link UsageError} with all that is refused. */
export async function submit([what = '', ...names]: readonly string[], flags: SubmitFlags): Promise<void> {
  if (what === 'check') {
    refuseOptions('submit check', flags, ['token']);
    return check(names, flags.token);
  }
  if (what !== 'chatgpt' && what !== 'claude') {
    throw new UsageError(
      `"${what}" is no directory: it is chatgpt or claude; or check, for a submission that was made.`,
    );
  }
  refuseOptions(`submit ${what}`, flags, ['out', 'local']);
  const [name, ...more] = names;
  if (more.length > 0) throw new UsageError('There are too many arguments: name one server, or none for all.');
  const servers = name === undefined ? listedServers() : [workerNamed(name, [...mcpServers, app]).name];
  const { local = false } = flags;
  const { out = defaultFolder(local) } = flags;
  requireFolderOrNothing(out);
  const portOffset = localPortOffset();
  for (const server of servers) await requireFleet(localEndpoint(server, portOffset));
  const refused = await refusalsOf(servers, async (server) => {
    progress(`${server}: trying its cases at the local fleet, and taking its pictures…`);
    const submission = await makeSubmission(what, server, { local, portOffset });
    const problems = problemsOf(submission, { local });
    if (problems.length > 0) return problems;
    const folder = path.join(out, server, what);
    await writeSubmission(folder, submission);
    console.log(`Written: ${folder}`);
    return [];
  });
  if (refused.length > 0) throw new UsageError(`Refused, and not written:\n  ${refused.join('\n  ')}`);
}

/** Makes the submission of each server, and gives what is refused of all: what is wrong with one server keeps no other back. */
export async function refusalsOf(
  servers: readonly string[],
  make: (server: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const server of servers) {
    const problems = await make(server).catch((error: unknown) => {
      if (error instanceof UsageError) return [error.message];
      throw error;
    });
    refused.push(...problems);
  }
  return refused;
}

/** The servers that a directory is offered; the app only when it is named. */
export const listedServers = () =>
  mcpServers.map(({ name }) => name).filter((name) => existsSync(path.join(ROOT, listingPath(name))));

/**
 * Makes the submission of a server: tries its cases at the running local fleet, and takes the pictures of what was answered.
 * Throws {@link UsageError} when the fleet does not run, or a case does not hold.
 */
export async function makeSubmission(host: Host, server: string, options: SubmitOptions = {}): Promise<Submission> {
  const { local = false, portOffset = 0 } = options;
  await runBuildStep(server, configPath(server));
  const [declaration, listing, publisher] = await Promise.all([
    declarationOf(server),
    readListing(server),
    readPublisher(),
  ]);
  const endpoint = localEndpoint(server, portOffset);
  await requireFleet(endpoint);
  const connect = connector(endpoint);
  try {
    const outcomes = await runCases(listing, connect);
    const wrong = outcomes.filter(({ mismatch }) => mismatch !== null);
    if (wrong.length > 0) {
      const mismatches = wrong.map(({ prompt, tool, mismatch }) => `“${prompt}” (${tool}): ${mismatch}`);
      throw new UsageError(`${server}: cases of ${listingPath(server)} do not hold:\n  ${mismatches.join('\n  ')}`);
    }
    // Not at the top: every test that imports the fleet would load the driver of the browser.
    const { takePictures } = await import('./pictures.ts');
    const pictures = await takePictures(host, await scenesOf(outcomes.slice(0, startersOf(listing).length)));
    return submissionOf(contractOf(declaration), {
      host,
      keeps: declaration.keeps ?? [],
      ...keptBesides(server),
      accountRights: declaration.ownData !== undefined || declaration.thirdPartyLink !== undefined,
      skills: skillTexts(declaration.skills ?? []),
      ...pictures,
      listing,
      publisher,
      url: local ? endpoint : `${deployedAt(server)}/mcp`,
      website: local ? localUrl(portal.port, portOffset) : portal.publicUrl,
    });
  } finally {
    await connect.close();
  }
}

async function requireFleet(endpoint: string): Promise<void> {
  const answers = await fetch(new URL('/healthz', endpoint)).catch(() => null);
  if (!answers?.ok) throw new UsageError('The cases are tried at the local fleet, and it does not run: npm start');
}

/** The widgets of the starter prompts with what the server answered; none when any of them has no widget. */
async function scenesOf(outcomes: readonly Outcome[]): Promise<readonly Scene[]> {
  const scenes = await Promise.all(
    outcomes.map(async ({ client, tool, arguments: input, result }) => {
      const { tools } = await client.listTools();
      const ui = tools.find(({ name }) => name === tool)?._meta?.['ui'] as
        | { readonly resourceUri?: string }
        | undefined;
      if (ui?.resourceUri === undefined) return null;
      const [content] = (await client.readResource({ uri: ui.resourceUri })).contents;
      return content && 'text' in content ? { html: content.text, input, result } : null;
    }),
  );
  const shown = scenes.filter((scene) => scene !== null);
  return shown.length === scenes.length ? shown : [];
}

/** Writes a submission into a folder, in the place of an older one. */
export async function writeSubmission(folder: string, submission: Submission): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const files = { ...WRITERS[submission.host](submission), [SUBMITTED_FILE]: json(submittedFactsOf(submission)) };
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  }
}

async function check([folder, url, ...more]: readonly string[], token: string | undefined): Promise<void> {
  if (folder === undefined) throw new UsageError('Name the folder of a submission: npm run fleet -- submit check DIR');
  if (more.length > 0) throw new UsageError('There are too many arguments: a folder, and an address.');
  const drift = await checkSubmission(folder, { ...(url && { url }), ...(token !== undefined && { token }) });
  if (drift.length > 0)
    throw new UsageError(`It is not what was submitted, or could not be compared:\n  ${drift.join('\n  ')}`);
  console.log('The server is what was submitted.');
}

async function readSubmitted(file: string): Promise<SubmittedFacts> {
  const text = await readFile(file, 'utf8');
  const made = parseSubmitted(text);
  if (made === null) throw new UsageError(`${file} is not what a submission wrote there: make the submission again.`);
  return made;
}

/** Where and as whom a submission is compared. */
export interface CheckOptions {
  /** Address of the MCP endpoint. Default: the submitted one. */
  readonly url?: string;
  /** Bearer token; without one a server that lists its tools only to signed-in people refuses. */
  readonly token?: string;
}

/** The files of submissions below a folder, but for installed packages: none is there, and they are many and link to each other. */
async function submissionsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : submissionsBelow(file);
    return entry.name === SUBMITTED_FILE ? [file] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Compares every submission below a folder with the server that answers now; gives the differences, and the servers that could not be asked. */
export async function checkSubmission(folder: string, { url, token }: CheckOptions = {}): Promise<readonly string[]> {
  if (url !== undefined) requireHttpAddress(url);
  if (token !== undefined) requireToken(token);
  const found = (await submissionsBelow(folder)).toSorted();
  if (found.length === 0) throw new UsageError(`There is no submission in ${folder}.`);
  const all = await Promise.all(found.map(readSubmitted));
  const servers = [...new Set(all.map(({ server }) => server))];
  for (const [what, given] of Object.entries({ 'An address': url, 'A token': token })) {
    if (given === undefined || servers.length < 2) continue;
    throw new UsageError(
      `${what} is that of one server, and ${folder} has ${servers.join(', ')}: name the folder of one.`,
    );
  }
  const differences: string[] = [];
  for (const submitted of all) {
    const { server } = submitted;
    const compared = await refusalsOf([server], async () =>
      driftOf(submitted, await liveFacts(url ?? submitted.url, token)),
    );
    differences.push(...compared);
  }
  return differences;
}
