import { type HomeAt, isServed, type MoveStep, moving, nextHome } from './home.ts';

const KEY = 'home';

/** What a Durable Object knows of its learner's home. It is no record of the learner: neither exported nor erased. */
export class ObjectHome {
  readonly #kv: SyncKvStorage;
  #at: HomeAt;

  constructor(kv: SyncKvStorage) {
    this.#kv = kv;
    this.#at = this.#stored();
  }

  get at(): HomeAt {
    return this.#at;
  }

  /** Throws `UNAVAILABLE` where the records are not served, see {@link isServed}. */
  require(isWrite: boolean): void {
    if (!isServed(this.#at, isWrite)) throw moving();
  }

  /** Makes a step of a move; false when it is refused, null when it was made before. */
  change(step: MoveStep, move: string): boolean | null {
    const next = nextHome(this.#at, step, move);
    if (next === null) return false;
    if (next === this.#at) return null;
    this.become(next);
    return true;
  }

  /** Reads again what is stored, after a transaction that was undone. */
  reload(): void {
    this.#at = this.#stored();
  }

  #stored(): HomeAt {
    return this.#kv.get<HomeAt>(KEY) ?? { home: 'here', move: null };
  }

  become(at: HomeAt): void {
    this.#kv.put(KEY, at);
    this.#at = at;
  }
}
