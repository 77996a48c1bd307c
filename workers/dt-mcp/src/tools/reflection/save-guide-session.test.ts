import { expect, test } from 'vitest';
import { newLearner } from '../../testing/person.ts';
import { listGuideSessions } from './list-guide-sessions.ts';
import { saveGuideSession } from './save-guide-session.ts';

test('a session is stored once, and the newest is listed first', async () => {
  const learner = newLearner();
  const session = { type: 'weekly', summary: 'Разобрали неделю', date: '2026-11-15' };
  const first = await learner.ask(saveGuideSession, session);
  expect((await learner.ask(saveGuideSession, session)).data).toEqual({ ...first.data, created: false });
  await learner.ask(saveGuideSession, { type: 'check_in', summary: 'Коротко' });
  expect((await learner.ask(listGuideSessions, { limit: 1 })).data).toMatchObject({
    total_estimate: 2,
    sessions: [{ type: 'check_in', date: '2026-11-16' }],
    next_cursor: expect.any(String),
  });
});
