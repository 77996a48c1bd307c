import type { LearnerSettings } from '../twin-store.ts';

/** Most settings kept in an isolate. */
const LIMIT = 1_000;

/** What this isolate has last read of learners' settings. */
const known = new Map<string, LearnerSettings>();
const keyOf = (learner: string, clientId: string) => JSON.stringify([learner, clientId]);

/**
 * Optimistic start: an operation begins with cached settings, and each of its reads verifies them in the same request. The result
 * is used only if `isConfirmed`.
 */
export class Assumption {
  readonly settings: LearnerSettings;
  readonly #text: string;
  #state: 'unknown' | 'confirmed' | 'wrong' = 'unknown';

  constructor(settings: LearnerSettings) {
    this.settings = settings;
    this.#text = JSON.stringify(settings);
  }

  /** Whether every read found these settings, and there was one. */
  get isConfirmed(): boolean {
    return this.#state === 'confirmed';
  }

  /** Tells what a read has found; false when it is something else. */
  confirm(found: LearnerSettings): boolean {
    const isSame = JSON.stringify(found) === this.#text;
    if (!isSame || this.#state === 'unknown') this.#state = isSame ? 'confirmed' : 'wrong';
    return isSame;
  }
}

/** Assumes the settings that were last read; null when this isolate has read none. */
export function assume(learner: string, clientId: string): Assumption | null {
  const settings = known.get(keyOf(learner, clientId));
  return settings ? new Assumption(settings) : null;
}

/** Keeps settings that were read. */
export function keepSettings(learner: string, clientId: string, settings: LearnerSettings): LearnerSettings {
  if (known.size >= LIMIT) known.clear();
  known.set(keyOf(learner, clientId), settings);
  return settings;
}
