import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Learner } from '../learner.ts';
import { localUrl } from '../local-variables.ts';
import { demoLearners, mcpServers } from '../manifest.ts';
import { readJson } from '../secrets.ts';
import { type DemoData, demoData } from './learners.ts';
import { DEMO_ZONE, isoWeek, lastCompleteMonday } from './weeks.ts';

/** ISO id of the week the demo learners should hold now. */
export function demoWeek(now: Date): string {
  return isoWeek(lastCompleteMonday(now, DEMO_ZONE));
}

/** ISO id of the week they were filled with; `null` when never. */
export async function filledWeek(stateDir: string): Promise<string | null> {
  const { week } = await readJson<{ week: string | null }>(stampOf(stateDir), { week: null });
  return week;
}

/** Fills the demo learners as any learner is filled: signed in, through the tools and the events route. */
export async function fillDemoLearners(stateDir: string, now: Date, portOffset = 0): Promise<void> {
  const data = demoData(now);
  const dt = mcpServers.find(({ name }) => name === 'dt-mcp');
  if (!dt) throw new Error('the fleet has no dt-mcp');
  for (const { login } of demoLearners) await fill(login, localUrl(dt.port, portOffset), data[login]);
  await writeFile(stampOf(stateDir), JSON.stringify({ week: demoWeek(now) }));
}

async function fill(login: string, origin: string, { events, synced, notes, kept = [] }: DemoData): Promise<void> {
  if (events.length === 0 && notes.length === 0) return;
  const learner = new Learner(login);
  const client = await learner.connect(`${origin}/mcp`);
  const response = await fetch(`${origin}/mcp/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await learner.signIn(`${origin}/mcp`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events, ...(synced && { synced }) }),
  });
  const answer = (await response.json()) as { rejected?: number };
  if (!response.ok || answer.rejected !== 0) throw new Error(`${login}: ${JSON.stringify(answer)}`);
  const calls = [...notes.map((input) => ({ tool: 'dt_save_reflection_note', input })), ...kept];
  for (const { tool, input } of calls) {
    const saved = await client.callTool({ name: tool, arguments: input });
    if (saved.isError) throw new Error(`${login}: ${JSON.stringify(saved.content)}`);
  }
  await client.close();
}

function stampOf(stateDir: string): string {
  return path.join(stateDir, 'demo.json');
}
