import { refusalOf } from '@aisystant/testing';
import { beforeAll, expect, test } from 'vitest';
import { requirementTypes } from './domain/dictionaries.ts';
import { readImport } from './domain/exchange/read-import.ts';
import { epic, newPerson, smallTree } from './testing/small-tree.ts';
import { migrate } from './testing/workspace.ts';
import { createAcceptanceCriteria } from './tools/criteria/create-acceptance-criteria.ts';
import { updateAcceptanceCriteria } from './tools/criteria/update-acceptance-criteria.ts';
import { createEpic } from './tools/epics/create-epic.ts';
import { updateEpic } from './tools/epics/update-epic.ts';
import { getEntity } from './tools/reading/get-entity.ts';

beforeAll(migrate);

const BLANK = [' ', '\n\t ', '\u00a0'];

/** What a file with one epic of such a description is read as. */
const importedWith = (description: string) => {
  const epics = [{ title: 'Вход', priority: 1, description }];
  return readImport(JSON.stringify({ format: 'requirements/1', epics }), requirementTypes).rows[0]?.description;
};

/** What is wrong in a file with a criterion of such words. */
const problemsOf = (description: string) => {
  const story = { title: 'Войти', priority: 1, acceptance_criteria: [{ description }] };
  const epics = [{ title: 'Вход', priority: 1, user_stories: [story] }];
  return readImport(JSON.stringify({ format: 'requirements/1', epics }), requirementTypes).problems;
};

test.each(BLANK)(
  'a criterion of nothing but spaces is none: it is refused wherever it is written, %j',
  async (description) => {
    const ask = newPerson();
    await smallTree(ask);
    const refusal = { code: 'INVALID_ARGUMENT', field: 'description' };
    expect(await refusalOf(ask(createAcceptanceCriteria, { user_story_id: 'US-1', description }))).toMatchObject(
      refusal,
    );
    await ask(createAcceptanceCriteria, { user_story_id: 'US-1', description: 'КОГДА да, ТОГДА да' });
    const edit = { acceptance_criteria_id: 'AC-1', description, expected_version: 1 };
    expect(await refusalOf(ask(updateAcceptanceCriteria, edit))).toMatchObject(refusal);
    expect(problemsOf(description)).toHaveLength(1);
    expect(problemsOf('КОГДА да, ТОГДА да')).toEqual([]);
  },
);

test.each(['', ...BLANK])(
  'a description of no words is none, in a new epic, in a changed one and in one of a file: %j',
  async (description) => {
    const ask = newPerson();
    await ask(createEpic, epic('Один', { description }));
    expect((await ask(getEntity, { id: 'EP-1' })).data['description']).toBeNull();
    const emptied = { epic_id: 'EP-1', description, expected_version: 1 };
    expect((await ask(updateEpic, emptied)).data['operation']).toBe('unchanged');
    await ask(updateEpic, { epic_id: 'EP-1', description: 'Слова', expected_version: 1 });
    await ask(updateEpic, { epic_id: 'EP-1', description, expected_version: 2 });
    expect((await ask(getEntity, { id: 'EP-1' })).data['description']).toBeNull();
    expect(importedWith(description)).toBeNull();
    expect(importedWith(' Слова ')).toBe(' Слова ');
  },
);
