import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EntityFields, PRIORITIES } from './entity.ts';
import { applyChange, changeOf, NO_FIELDS } from './revision.ts';
import { WORK_STATUSES } from './status.ts';

const fields = fc.record<EntityFields>({
  title: fc.option(fc.string()),
  description: fc.option(fc.string()),
  status: fc.option(fc.constantFrom(...WORK_STATUSES)),
  priority: fc.option(fc.constantFrom(...PRIORITIES)),
  assigneeId: fc.option(fc.uuid()),
  criteriaId: fc.option(fc.uuid()),
});
const someFields = fields.chain((all) =>
  fc.subarray(Object.entries(all)).map((entries) => Object.fromEntries(entries) as Partial<EntityFields>),
);

test('a history adds up to the present state', () => {
  fc.assert(
    fc.property(fields, fc.array(someFields), (first, edits) => {
      let state = first;
      const history = [changeOf(NO_FIELDS, first)];
      for (const edit of edits) {
        history.push(changeOf(state, edit));
        state = { ...state, ...edit };
      }
      expect(history.reduce(applyChange, NO_FIELDS)).toEqual(state);
    }),
  );
});

test('a change has exactly the fields that differ', () => {
  fc.assert(
    fc.property(fields, someFields, (before, edit) => {
      const change = changeOf(before, edit);
      for (const [field, step] of Object.entries(change)) {
        expect(step.from).not.toBe(step.to);
        expect(step).toEqual({ from: before[field as keyof EntityFields], to: edit[field as keyof EntityFields] });
      }
      expect(changeOf(applyChange(before, change), edit)).toEqual({});
    }),
  );
});

test('a change that began from other values is no continuation', () => {
  expect(() => applyChange(NO_FIELDS, { title: { from: 'a', to: 'b' } })).toThrow(TypeError);
});
