import { startSurrealDb } from '@aisystant/simulators/surrealdb';
import type { TestProject } from 'vitest/node';
import { localTwinDatabase } from '../twin/database.ts';
import { migrateTwins } from '../twin/migrate.ts';
import { serveTroubledTwins } from './troubled-twins.ts';

/** Starts an empty SurrealDB with the schema of the twins, for the tests of a project, and one that they may kill. */
export default async function setup(project: TestProject) {
  const { twinsPort: port, twinsSubjectKey } = project.getProvidedContext();
  const target = localTwinDatabase(twinsSubjectKey, port);
  const db = await startSurrealDb({ port, owner: target.owner });
  await migrateTwins(target);
  const troubled = await serveTroubledTwins(twinsSubjectKey);
  project.provide('troubledTwins', troubled.url);
  return async () => void (await Promise.all([db.close(), troubled.close()]));
}
