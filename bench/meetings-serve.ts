import { fillMeetings } from './meetings-fill.ts';
import { migrationSteps } from './migrations.ts';
import { startSizes } from './serve-sizes.ts';

// Serves the index of spaces of the sizes that are its arguments, each in a Worker with a D1 of its own.

const workers = await startSizes({ name: 'meetings', firstPort: 15_900, storage: 'd1Databases' });

const steps = await migrationSteps('ktalk-mcp');
for (const size of workers.sizes) {
  console.error(`filling the index of ${size} recordings`);
  const db = await workers.database(size);
  await db.batch(steps.map((step) => db.prepare(step)));
  await fillMeetings(db, size);
}

workers.ready();
