import type { Random } from '../random.ts';

/** What every table of the demo portal is seeded with. */
export interface SeedContext {
  /** Midnight of today in the zone of the portal, epoch ms. */
  readonly today: number;
  readonly pick: Random;
}
