import { createHash } from 'node:crypto';
import path from 'node:path';
import { writePrivateFile } from '@aisystant/stdio/private-file';
import { Learner } from '../learner.ts';
import { localEndpoint } from '../local-variables.ts';
import { demoLearners } from '../manifest.ts';
import { progress } from '../progress.ts';
import { readJson } from '../secrets.ts';
import { twinStoreNamed } from '../twin/database.ts';
import { callTool } from './call-tool.ts';
import { type DemoData, type DemoLogin, demoData } from './learners.ts';

const LOGINS: readonly DemoLogin[] = demoLearners.map(({ login }) => login);

/** Digest of the data each demo learner was filled with. */
type Stamp = { readonly [login in DemoLogin]?: string };

/**
 * Fills the demo learners with their data as of now and returns the logins that were out of date. Each is emptied and
 * filled through the tools and the events route. An interrupted fill starts again from the beginning.
 */
export async function fillDemoLearners(
  stateDir: string,
  now: Date,
  portOffset = 0,
  logins: readonly DemoLogin[] = LOGINS,
): Promise<readonly DemoLogin[]> {
  const data = demoData(now);
  const file = stampFile(stateDir, portOffset);
  const stamp = await stampOf(file);
  const stale = logins.filter((login) => stamp[login] !== digestOf(data[login]));
  for (const login of stale) {
    progress(`Filling ${login}…`);
    await fill(login, localEndpoint('dt-mcp', portOffset), data[login]);
    const filled = { ...(await stampOf(file)), [login]: digestOf(data[login]) };
    await writePrivateFile(file, JSON.stringify(filled));
  }
  return stale;
}

async function fill(login: DemoLogin, mcp: string, { events, synced, notes, kept = [] }: DemoData): Promise<void> {
  await empty(login, mcp);
  const learner = new Learner(login);
  const client = await learner.connect(mcp);
  if (events.length > 0) {
    await report(`${mcp}/events`, await learner.signIn(mcp), { events, ...(synced && { synced }) });
  }
  for (const input of notes) await callTool(client, 'dt_save_reflection_note', input);
  for (const { tool, input } of kept) await callTool(client, tool, input);
  await client.close();
}

/** The fields of the first answer of `dt_delete_my_data` that the fill reads. */
interface Deletion {
  readonly counts: { readonly [kind: string]: number };
  readonly confirmation_token: string;
}

/** Deletes a learner's data. This ends their connections too, so the fill signs in again. */
async function empty(login: DemoLogin, mcp: string): Promise<void> {
  const client = await new Learner(login).connect(mcp);
  const { counts, confirmation_token: confirm } = await callTool<Deletion>(client, 'dt_delete_my_data', {});
  if (Object.values(counts).some((count) => count > 0)) await callTool(client, 'dt_delete_my_data', { confirm });
  await client.close();
}

async function report(url: string, token: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = (await response.json()) as { rejected?: number };
  if (!response.ok || answer.rejected !== 0) throw new Error(`events: ${JSON.stringify(answer)}`);
}

function digestOf(data: DemoData): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('base64url');
}

/**
 * Stored inside the storage it describes, so that both are deleted together. At other ports the identity provider has another
 * address, and so the same login is another learner.
 */
export function stampFile(stateDir: string, portOffset: number): string {
  const store = twinStoreNamed(process.env['TWIN_STORE']);
  const parts = ['demo', ...(store === 'durable-object' ? [] : [store]), ...(portOffset === 0 ? [] : [portOffset])];
  return path.join(stateDir, 'v3', `${parts.join('-')}.json`);
}

const stampOf = (file: string) => readJson<Stamp>(file, {});
