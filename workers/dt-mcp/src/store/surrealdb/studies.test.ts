import { BoundQuery } from 'surrealdb';
import { describe, expect, test } from 'vitest';
import { event, newLearner, writer } from '../../testing/person.ts';
import { query } from '../../testing/stored.ts';
import { STUDIED } from './studies.ts';

/** A step of a query's plan, after it ran. */
interface Step {
  readonly operator: string;
  readonly metrics: { readonly output_rows: number };
  readonly children?: readonly Step[];
}

const stepsOf = (step: Step): readonly Step[] => [step, ...(step.children ?? []).flatMap(stepsOf)];

describe('what events say of guides and exercises', () => {
  const at = (hour: number) => `2026-11-10T0${hour}:00:00+03:00`;

  test.each(Object.keys(STUDIED) as (keyof typeof STUDIED)[])(
    'is read from the events that name %s alone',
    async (which) => {
      const learner = newLearner();
      const named = { ...event({ at: at(1), id: 'named' }), guideRef: 'X1.1:3', exerciseRef: 'ex-x1-06' };
      const cancelled = { ...event({ at: at(2), id: 'cancelled' }), guideRef: 'X2.1:1', exerciseRef: 'ex-x2-01' };
      const others = [3, 4, 5, 6].map((hour) => event({ at: at(hour), id: `${hour}` }));
      const [, second] = await learner.twin.events.saveEvents([named, cancelled, ...others], writer());
      if (second?.status === 'stored') await learner.twin.events.cancelEvent(second.event.eventId, null, writer());
      const { query: statement, bindings } = STUDIED[which];
      const [plan] = await query(learner, new BoundQuery(`${statement} EXPLAIN FULL`, bindings));
      const read = stepsOf(plan as Step).filter(({ children }) => children === undefined);
      expect(read.map(({ operator, metrics }) => [operator, metrics.output_rows])).toEqual([['IndexScan', 1]]);
    },
  );
});
