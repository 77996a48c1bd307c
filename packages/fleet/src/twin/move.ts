import { randomUUID } from 'node:crypto';
import { UsageError } from '../usage-error.ts';
import type { TwinStore } from './database.ts';

/** A dt-mcp that knows both stores, and its key of moves. */
export interface MoveTarget {
  /** Origin. */
  readonly url: string;
  readonly key: string;
}

/** A learner by the user id, or by both names of the twin. */
export type MovedTwin = { readonly user: string } | { readonly learner: string; readonly object: string };

/** What a move has come to, see `moveTwin` of dt-mcp. */
export type MoveOutcome = 'moved' | 'already' | 'empty';

/** What a store has of a learner. */
interface Look {
  readonly home: 'here' | 'leaving' | 'arriving' | 'elsewhere';
  readonly rows: number;
}

const PATH = '/twins/move';
/** How often a part is tried, with a growing pause: every part may be repeated. */
const TRIES = 6;
const PAUSE_MS = 500;

/** Moves a learner to a store, whole. A run that is stopped is finished by the next. Throws {@link UsageError}. */
export async function moveLearner(target: MoveTarget, twin: MovedTwin, to: TwinStore): Promise<MoveOutcome> {
  const move = randomUUID();
  for (let cursor: unknown = null; ; ) {
    const body = { do: 'move', twin, to, move, cursor };
    const { outcome, next } = await ask<{ outcome: MoveOutcome | null; next?: unknown }>(target, body);
    if (outcome !== null) return outcome;
    cursor = next;
  }
}

/** What both stores have of a learner. */
export function lookAtLearner(target: MoveTarget, twin: MovedTwin): Promise<{ readonly [store in TwinStore]: Look }> {
  return ask(target, { do: 'look', twin });
}

/** The user ids of all who have an app or a personal token connected. */
export async function connectedUsers(target: MoveTarget): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const { users, next }: { users: string[]; next: string | null } = await ask(target, { do: 'list', cursor });
    for (const user of users) found.add(user);
    cursor = next;
  }
  return [...found];
}

async function ask<T>({ url, key }: MoveTarget, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  for (let tried = 1; ; tried += 1) {
    const request = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(new URL(PATH, url), request).catch(() => null);
    if (response?.ok) return (await response.json()) as T;
    const refusal = REFUSALS[response?.status ?? 0];
    if (refusal !== undefined) throw new UsageError(refusal);
    if (tried >= TRIES) {
      throw new UsageError(`${url} or a store behind it does not answer. Nothing is lost: run the same again.`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * 2 ** (tried - 1)));
  }
}

const REFUSALS: { readonly [status: number]: string } = {
  400: 'dt-mcp does not understand the request: is it of another version?',
  401: 'dt-mcp refuses the key: set TWIN_MOVE_KEY to the secret that it has.',
  404: 'This dt-mcp does not know both stores: it must run with TWIN_STORE = "surrealdb".',
  409: 'Another move of this learner goes on, or has changed what is copied. Nothing is lost: run the same again. If it stays, both stores have records: see --dry-run.',
};
