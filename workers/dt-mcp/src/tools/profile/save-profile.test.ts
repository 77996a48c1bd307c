import { describe, expect, test } from 'vitest';
import { PROFILE_FIELDS } from '../../domain/profile/profile.ts';
import { newLearner, refusalOf } from '../../testing/person.ts';
import { getGoals } from '../planning/get-goals.ts';
import { getProfile } from './get-profile.ts';
import { saveProfile } from './save-profile.ts';

describe('the profile', () => {
  test('stores the time zone that every answer then uses', async () => {
    const learner = newLearner();
    await learner.ask(saveProfile, { patch: { timezone: 'asia/novosibirsk', weekly_hours_budget: 5 } });
    expect((await learner.ask(getGoals, {})).data).toMatchObject({ data_quality: { timezone: 'Asia/Novosibirsk' } });
    expect((await learner.ask(getProfile, { fields: ['weekly_hours_budget'] })).data).toMatchObject({
      fields: [{ field: 'weekly_hours_budget', ind_id: 'IND.1.3.06', value: 5 }],
      timezone: 'Asia/Novosibirsk',
      version: 1,
    });
  });

  test('accepts a patch completely or not at all', async () => {
    const learner = newLearner();
    const refusal = await refusalOf(learner.ask(saveProfile, { patch: { name: 'Анна', pace: 'fast' } }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'patch.pace' });
    expect((await learner.ask(getProfile, {})).data).toMatchObject({ fields: [], version: 0 });
  });

  test.each(['favourite_colour', 'paec', 'q'.repeat(64), '3.1.01', '1.3.3', 'Имя'])(
    'refuses the field %s with the fields that may be written',
    async (field) => {
      const refusal = await refusalOf(newLearner().ask(saveProfile, { patch: { [field]: 'x' } }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: `patch.${field}` });
      for (const name of PROFILE_FIELDS) expect(refusal?.hint).toContain(name);
    },
  );

  test('refuses an empty patch, and answers with the changed fields', async () => {
    const learner = newLearner();
    const empty = learner.ask(saveProfile, { patch: {} });
    expect(await refusalOf(empty)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'patch' });
    await learner.ask(saveProfile, { patch: { name: 'Анна' } });
    const { data } = await learner.ask(saveProfile, { patch: { name: 'Анна', pace: 'normal' } });
    expect(data).toMatchObject({ version: 2, fields: [{ field: 'pace', ind_id: 'IND.1.5.04' }] });
    expect(data['fields']).toHaveLength(1);
    expect(JSON.stringify(data)).not.toContain('Анна');
  });
});

describe('an answer about a changed profile', () => {
  const changed = async (...patches: object[]) => {
    const learner = newLearner();
    let last: Record<string, unknown> = {};
    for (const patch of patches) last = (await learner.ask(saveProfile, { patch })).data;
    return last;
  };
  const PATCH = { name: 'Анна', pace: 'normal', timezone: 'Asia/Omsk' };

  test('names the removed fields', async () => {
    const data = await changed(PATCH, { name: null });
    expect(data).toMatchObject({ operation: 'updated', fields: [{ field: 'name' }] });
    expect(JSON.stringify(data)).not.toContain('Анна');
  });

  test.each([
    ['another', 'Europe/Berlin'],
    ['none', null],
  ])('names the time zone when it is %s', async (_, timezone) => {
    const data = await changed(PATCH, { timezone });
    expect(data).toMatchObject({ operation: 'updated', fields: [{ field: 'timezone', ind_id: null }] });
    expect(data['fields']).toHaveLength(1);
  });

  test('names nothing when nothing changed', async () => {
    expect(await changed(PATCH, { ...PATCH, problems: null })).toMatchObject({ operation: 'unchanged', fields: [] });
  });
});

describe('the words of an answer about a saved profile', () => {
  const ASSUMED = /Часовой пояс не задан, дни считаются по Москве/;

  test('have a time zone only when the learner named one', async () => {
    const learner = newLearner();
    const save = async (patch: object) => (await learner.ask(saveProfile, { patch })).summary;
    expect(await save({ pace: 'slow' })).toMatch(ASSUMED);
    expect(await save({ timezone: 'Europe/Moscow' })).toContain('Часовой пояс: «Europe/Moscow».');
    expect(await save({ pace: 'normal' })).toContain('Часовой пояс: «Europe/Moscow».');
    const removed = await save({ timezone: null });
    expect(removed).toMatch(ASSUMED);
    expect(removed).not.toContain('«Europe/Moscow»');
  });

  test.each([{ weekly_hours_budget: null }, { timezone: null }, { name: null, problems: null }])(
    'say that there was nothing to remove of an empty profile by %j, and none is made',
    async (patch) => {
      const learner = newLearner();
      const { data, summary } = await learner.ask(saveProfile, { patch });
      expect(data).toMatchObject({ fields: [], version: 0, operation: 'unchanged' });
      expect(summary).toContain('убирать нечего');
      expect((await learner.ask(getProfile, {})).data).toMatchObject({
        version: 0,
        data_quality: { status: 'NO_DATA' },
      });
    },
  );
});
