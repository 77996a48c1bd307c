import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { describe, expect, test, vi } from 'vitest';
import { event, IN_OBJECTS, NOW, newLearner, refusalOf, signIn, writer } from '../testing/person.ts';
import { redeem } from '../testing/stored.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

const at = '2026-11-10T09:00:00+03:00';
const MOVING = { code: 'UNAVAILABLE', retryable: true };
const NOTE = { type: 'insight', text: 'мысль' };
const WEEK = { week: '2026-W46', timezone: 'Europe/Moscow' };

// What a deployment without the other store does with a learner whom an operator moves, or has moved.
describe.runIf(IN_OBJECTS)('the object of a learner', () => {
  test('who leaves answers reads and refuses writes; who has left is refused everything, and loses nothing to an empty twin', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([event({ at })], writer());
    await learner.twin.rights.issueTicket('export', 'link', NOW + 1, writer());
    const answer = await learner.ask(getWeekSummary, WEEK);
    expect(await learner.stub.changeHome('leave', 'move')).toBe(true);
    expect(await learner.ask(getWeekSummary, WEEK)).toEqual(answer);
    expect(await refusalOf(learner.ask(saveReflectionNote, NOTE))).toMatchObject(MOVING);
    expect(await learner.stub.changeHome('vacate', 'move')).toBe(true);
    expect(await refusalOf(learner.ask(getWeekSummary, WEEK))).toMatchObject(MOVING);
    expect(await refusalOf(learner.ask(saveReflectionNote, NOTE))).toMatchObject(MOVING);
    expect(await redeem(learner, 'link', 'json')).toBeNull();
  });

  test('takes back who was about to leave, and lets nobody leave by a move that is not under way', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([event({ at })], writer());
    expect(await learner.stub.changeHome('vacate', 'move')).toBe(false);
    await learner.stub.changeHome('leave', 'move');
    expect(await learner.stub.changeHome('vacate', 'another')).toBe(false);
    expect(await learner.stub.giveUpEmpty()).toBe(false);
    expect(await learner.stub.changeHome('settle', 'move')).toBe(true);
    await learner.ask(saveReflectionNote, NOTE);
    expect(await learner.twin.rights.rowCounts()).toMatchObject({ events: 1, notes: 1 });
  });

  test.each([
    ['vacate', 'elsewhere'],
    ['settle', 'here'],
  ] as const)(
    'stays where it was where the storage refuses to %s, and makes the step when it is asked again',
    async (step, home) => {
      const learner = newLearner();
      await learner.twin.events.saveEvents([event({ at })], writer());
      await learner.stub.changeHome('leave', 'move');
      await runInDurableObject(learner.stub, (twin, { storage }) => {
        const refuse = () => {
          throw new Error('the disk is full');
        };
        const [clear, put] = [vi.spyOn(twin['rights'], 'clear'), vi.spyOn(storage.kv, 'put')];
        if (step === 'vacate') clear.mockImplementationOnce(refuse);
        else put.mockImplementationOnce(refuse);
        expect(() => twin.changeHome(step, 'move')).toThrow('the disk is full');
        expect(twin.residence()).toMatchObject({ at: { home: 'leaving', move: 'move' } });
        vi.restoreAllMocks();
      });
      expect(await learner.stub.changeHome(step, 'move')).toBe(true);
      await evictDurableObject(learner.stub);
      const { at: after, rows } = await learner.stub.residence();
      expect([after, rows > 0]).toEqual([{ home, move: 'move' }, home === 'here']);
    },
  );

  test('is refused over HTTP in the words of a call that may be repeated', async () => {
    const learner = await signIn();
    await learner.stub.changeHome('leave', 'move');
    const { result } = await learner.call('dt_save_reflection_note', NOTE);
    expect(JSON.stringify(result)).toMatch(/UNAVAILABLE.*"retryable":true|"retryable":true.*UNAVAILABLE/);
  });
});
