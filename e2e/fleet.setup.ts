import { PORT_OFFSET } from './fleet.ts';
import { startOwnFleet } from './own-fleet.ts';

/** Starts the fleet that the tests share, as `npm start` does, beside one that may already run; nobody is filled. */
export default async function setup() {
  const { end } = await startOwnFleet({ portOffset: PORT_OFFSET });
  return end;
}
