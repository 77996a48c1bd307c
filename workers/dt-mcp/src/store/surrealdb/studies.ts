import { BoundQuery, surql } from 'surrealdb';
import { STUDIES_LIMIT, type Studies } from '../event-store.ts';
import type { LearnerSession } from './learner-session.ts';

/** What events say of guides and of exercises, each read from the index of those that name one. */
export const STUDIED = {
  guides: latest('guide_ref', 'guide_pages', 'pages'),
  exercises: latest('exercise_ref', 'exercise_verdict', 'verdict'),
};

/** Places of guides and verdicts of exercises that events name. */
export async function studiesOf(session: LearnerSession): Promise<Studies> {
  const query = surql`{ guides: (${STUDIED.guides}), exercises: (${STUDIED.exercises}) }`;
  const { guides, exercises } = await session.read<Studies>(query);
  return { guides, exercises: exercises.map(({ ref, verdict }) => ({ ref, verdict })) };
}

/** The latest of each different thing that events say of a reference. A text comes after NULL. */
function latest(ref: string, said: string, name: string): BoundQuery {
  return new BoundQuery(`SELECT ${ref} AS ref, ${said} AS ${name}, math::max(start_ms) AS atMs FROM event
    WHERE learner = $auth AND live = true AND ${ref} > '' GROUP BY ref, ${name} ORDER BY atMs DESC LIMIT ${STUDIES_LIMIT}`);
}
