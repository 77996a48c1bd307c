import { withFleet } from './fleet.ts';
import { measureGrowth } from './growth.ts';
import { measureRates } from './rates.ts';

/** Measures what grows: the number of learners, and the events of one. */
export async function measureScale(): Promise<string> {
  return withFleet(async (bench) => {
    // Growth first: its short times would feel a thousand open twins.
    const growth = await measureGrowth(bench);
    return `${await measureRates(bench)}\n\n${growth}`;
  });
}
