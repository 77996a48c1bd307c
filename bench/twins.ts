import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalFleet } from '@aisystant/fleet';
import { userIdOf } from '@aisystant/oauth/user-id';
import { subjectOf } from '@aisystant/simulators/identity';

const DAY_MS = 86_400_000;
const EVENTS_A_DAY = 4_000;

/** The part of a twin that filling needs. */
interface Twin {
  saveEvents(events: readonly object[], writer: { clientId: string; nowMs: number }): Promise<unknown>;
}

interface Twins {
  idFromName(name: string): unknown;
  get(id: unknown): Twin;
}

/**
 * Fills a learner's twin with events that end at `untilMs`, spread evenly over the days before. It goes past the door,
 * since no learner may send more than five thousand events a day.
 */
export async function fillTwin(
  fleet: LocalFleet,
  where: { readonly stateDir: string; readonly issuer: string },
  login: string,
  plan: { readonly events: number; readonly days: number; readonly untilMs: number },
): Promise<void> {
  const twins = (await fleet.durableObjects('dt-mcp', 'TWIN')) as Twins;
  const secrets = JSON.parse(await readFile(path.join(where.stateDir, 'secrets.json'), 'utf8'));
  const userId = await userIdOf(secrets['dt-mcp'].subjectKey, where.issuer, subjectOf(login));
  const twin = twins.get(twins.idFromName(userId));
  const step = (plan.days * DAY_MS) / plan.events;
  const events = Array.from({ length: plan.events }, (_, index) => eventAt(plan.untilMs - (index + 1) * step, index));
  for (let from = 0; from < events.length; from += EVENTS_A_DAY) {
    const nowMs = plan.untilMs - (events.length / EVENTS_A_DAY - from / EVENTS_A_DAY) * DAY_MS;
    await twin.saveEvents(events.slice(from, from + EVENTS_A_DAY), { clientId: 'bench', nowMs });
  }
}

function eventAt(ms: number, index: number): object {
  return {
    source: 'timer',
    externalId: `bench-${index}`,
    activityType: 'practice',
    startMs: Math.floor(ms / 60_000) * 60_000,
    durationMinutes: 5,
    confidence: 0.8,
    eventType: null,
    slotId: null,
    role: 'ученик',
    method: null,
    workProductId: null,
    guideRef: null,
    exerciseRef: null,
    title: 'Упражнение',
    note: null,
  };
}
