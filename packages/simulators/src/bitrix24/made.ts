import type { Random } from '../random.ts';

/** What the rows of the demo portal are made from. */
export interface Made {
  /** Midnight of today in the zone of the portal, epoch ms. */
  readonly today: number;
  readonly pick: Random;
}
