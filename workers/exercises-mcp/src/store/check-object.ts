import { DurableObject } from 'cloudflare:workers';
import { REMEMBERED_MS, type SealedCheck } from './sealed-check.ts';

const KEY = 'check';

/** What is kept of a package: once it is used or its hour is over, only that. */
type Kept =
  | {
      readonly status: 'open';
      readonly check: SealedCheck;
      /** Digest of the grades that were accepted; null before that. */
      readonly grades: string | null;
    }
  | { readonly status: 'used' | 'expired' };

/**
 * One grading package: a Durable Object named by the hash of its check id, which serializes its use and deletes itself. It
 * writes nothing for an id that was never given out.
 */
export class CheckObject extends DurableObject {
  async open(check: SealedCheck): Promise<void> {
    await this.ctx.storage.put(KEY, { status: 'open', check, grades: null } satisfies Kept);
    await this.ctx.storage.setAlarm(check.expiresAtMs);
  }

  async find(): Promise<Kept | null> {
    return (await this.ctx.storage.get<Kept>(KEY)) ?? null;
  }

  /** See `CheckStore`. */
  async accept(grades: string): Promise<boolean> {
    const kept = await this.find();
    if (kept?.status !== 'open') return false;
    if (kept.grades === null) await this.ctx.storage.put(KEY, { ...kept, grades } satisfies Kept);
    return (kept.grades ?? grades) === grades;
  }

  /** See `CheckStore`. The answer is gone from here on. */
  async use(): Promise<void> {
    const kept = await this.find();
    if (kept?.status === 'open') await this.#forget('used', kept.check);
  }

  override async alarm(): Promise<void> {
    const kept = await this.find();
    if (kept?.status === 'open') await this.#forget('expired', kept.check);
    else await this.ctx.storage.deleteAll();
  }

  /** Deletes the answer; how the package ended is known a little longer. */
  async #forget(status: 'used' | 'expired', { expiresAtMs }: SealedCheck): Promise<void> {
    await this.ctx.storage.put(KEY, { status } satisfies Kept);
    await this.ctx.storage.setAlarm(expiresAtMs + REMEMBERED_MS);
  }
}
