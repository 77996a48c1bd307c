import { beforeAll, describe, expect, test } from 'vitest';
import { requirementTypes } from '../domain/dictionaries.ts';
import { type Caller, caller, callerWith, FUNCTIONAL, fill, type Json } from '../testing/rest-caller.ts';
import { migrate, newReader, people, sharedWorkspace } from '../testing/workspace.ts';

beforeAll(migrate);

const FOLDER = '/config/requirement-types';
const listed = async (ask: Caller) => (await ask('GET', FOLDER)).json.data as (Json & { readonly name: string })[];
const namesIn = async (ask: Caller) => (await listed(ask)).map(({ name }) => name);
const BUILT_IN = requirementTypes.map(({ name }) => name);

/** Tries to make a requirement of a type. */
const make = (ask: Caller, type_id: string, title = 'Новое') =>
  ask('POST', '/requirements', { title, user_story_id: 'US-1', type_id, priority: 2 });

describe('a type of requirements', () => {
  test('that is added can be given at once, under its name and id, in one workspace alone', async () => {
    const emails = await sharedWorkspace();
    const [admin, user, other] = [await caller(emails.administrator), await caller(emails.user), await caller()];
    await fill(admin);
    await fill(other);
    const added = await admin('POST', FOLDER, { name: ' Ограничение ', description: 'чего делать нельзя' });
    expect(added).toMatchObject({ status: 201, json: { name: 'Ограничение', version: 1 } });
    expect(await namesIn(user)).toEqual([...BUILT_IN, 'Ограничение']);
    expect(await namesIn(other)).toEqual(BUILT_IN);
    for (const written of ['ограничение', added.json.id]) {
      expect(await make(user, written, written)).toMatchObject({ status: 201, json: { type_id: added.json.id } });
      const refused = await make(other, written);
      expect(refused).toMatchObject({ status: 400, json: { error: { code: 'INVALID_ARGUMENT', field: 'type_id' } } });
      expect(refused.json.error.hint).toBe(`Есть: ${BUILT_IN.join(', ')}.`);
    }
    expect((await other('GET', `${FOLDER}/${added.json.id}`)).status).toBe(404);
    expect((await user('GET', '/requirements?type_id=Ограничение')).json.total_count).toBe(2);
  });

  test('keeps its id and its requirements when it is renamed, and the old name is free', async () => {
    const ask = await caller();
    await fill(ask);
    const path = `${FOLDER}/${FUNCTIONAL}`;
    const renamed = await ask('PUT', path, { name: 'Поведение', expected_version: 1 });
    expect(renamed).toMatchObject({ status: 200, json: { id: FUNCTIONAL, name: 'Поведение', version: 2 } });
    expect((await ask('GET', '/requirements/REQ-1')).json.type_id).toBe(FUNCTIONAL);
    for (const type of ['Поведение', FUNCTIONAL]) {
      expect((await ask('GET', `/requirements?type_id=${type}`)).json.total_count).toBe(2);
    }
    expect((await ask('GET', '/requirements?type_id=Functional')).status).toBe(400);
    const again = await ask('POST', FOLDER, { name: 'Functional' });
    expect(again.status).toBe(201);
    expect(again.json.id).not.toBe(FUNCTIONAL);
    expect((await ask('GET', '/requirements?type_id=functional')).json.total_count).toBe(0);
  });

  test.each(['Data', 'data', 'D-A_T a', ' DATA'])(
    'of a name that is there in other letters is refused: %s',
    async (name) => {
      const ask = await caller();
      const taken = { status: 409, json: { error: { code: 'CONFLICT', field: 'name' } } };
      expect(await ask('POST', FOLDER, { name, description: 'другое' })).toMatchObject(taken);
      expect(await ask('PUT', `${FOLDER}/${FUNCTIONAL}`, { name, expected_version: 1 })).toMatchObject(taken);
      expect(await namesIn(ask)).toEqual(BUILT_IN);
    },
  );

  test.each(['', '  ', '--', 'а\nб', '«вид»', 'x'.repeat(65)])(
    'needs a name of words on one line: %j',
    async (name) => {
      const refused = await (await caller())('POST', FOLDER, { name });
      expect(refused).toMatchObject({ status: 400, json: { error: { code: 'INVALID_ARGUMENT', field: 'name' } } });
    },
  );

  test('is made once by ten requests at once, and ten others change it once', async () => {
    const ask = await caller();
    const added = await Promise.all(Array.from({ length: 10 }, () => ask('POST', FOLDER, { name: 'Ограничение' })));
    expect(new Set(added.map(({ status, json }) => `${status} ${json.id}`)).size).toBe(1);
    const path = `${FOLDER}/${added[0]?.json.id}`;
    const edits = Array.from({ length: 10 }, (_, n) => ask('PUT', path, { name: `Вид ${n}`, expected_version: 1 }));
    const statuses = (await Promise.all(edits)).map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
    expect(await namesIn(ask)).toHaveLength(BUILT_IN.length + 1);
  });
});

test('a requirement is made once by a repeated request, although its type was renamed in between', async () => {
  const ask = await caller();
  await fill(ask);
  const asked = () => make(ask, FUNCTIONAL, 'Повтор');
  const first = (await asked()).json.reference_id;
  await ask('PUT', `${FOLDER}/${FUNCTIONAL}`, { name: 'Поведение', expected_version: 1 });
  expect((await asked()).json.reference_id).toBe(first);
});

test('as many types as there may be, each with a long description, leave every dictionary readable', async () => {
  const person = await people.signIn();
  const ask = callerWith(person.token);
  for (let n = BUILT_IN.length; n < 50; n += 1) {
    const body = { name: `Вид ${n}`, description: '"'.repeat(500) };
    expect((await ask('POST', FOLDER, body)).status).toBe(201);
  }
  for (const path of ['/members', '/config/statuses', '/config/priorities', '/config/relationship-types'])
    expect((await ask('GET', path)).status, path).toBe(200);
  const { result, text } = await person.call('get_dictionaries', {});
  const types = (result?.['structuredContent'] as Json | undefined)?.['requirement_types'];
  expect(types, text).toHaveLength(50);
});

describe('a type that is deleted', () => {
  test('comes back although the workspace has as many as it may have', async () => {
    const ask = await caller();
    const names = Array.from({ length: 50 - BUILT_IN.length }, (_, n) => `Вид ${n}`);
    for (const name of names) expect((await ask('POST', FOLDER, { name })).status).toBe(201);
    expect((await ask('POST', FOLDER, { name: 'Лишний' })).json.error.code).toBe('CONFLICT');
    expect((await ask('DELETE', `${FOLDER}/${FUNCTIONAL}`)).status).toBe(204);
    expect((await ask('POST', FOLDER, { name: 'Functional', description: 'другое' })).status).toBe(201);
    expect((await ask('GET', `${FOLDER}/${FUNCTIONAL}`)).json).toMatchObject({ description: 'другое' });
  });

  test('is given to no new requirement; one that requirements have only by force, and they keep it', async () => {
    const ask = await caller();
    await fill(ask);
    const path = `${FOLDER}/${FUNCTIONAL}`;
    const refused = await ask('DELETE', path);
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT', field: 'force' } } });
    expect(await namesIn(ask)).toEqual(BUILT_IN);
    expect((await ask('DELETE', `${path}?force=true`)).status).toBe(204);
    expect(await namesIn(ask)).toEqual(BUILT_IN.filter((name) => name !== 'Functional'));
    for (const method of ['GET', 'DELETE']) expect((await ask(method, path)).status).toBe(404);
    expect((await ask('PUT', path, { name: 'Другой', expected_version: 1 })).status).toBe(404);
    const made = await make(ask, 'Functional');
    expect(made).toMatchObject({ status: 400, json: { error: { field: 'type_id' } } });
    expect(made.json.error.hint).not.toContain(' Functional');
    expect((await ask('GET', '/requirements/REQ-1')).json.type_id).toBe(FUNCTIONAL);
    expect((await ask('GET', '/requirements?type_id=functional')).json.total_count).toBe(2);
    // One of the same name is the same.
    expect(await ask('POST', FOLDER, { name: 'functional' })).toMatchObject({ status: 201, json: { id: FUNCTIONAL } });
    expect((await make(ask, FUNCTIONAL)).status).toBe(201);
  });

  test('keeps its name: another one that is to have it is told whose it is', async () => {
    const ask = await caller();
    const { json } = await ask('POST', FOLDER, { name: 'Ограничение' });
    await ask('DELETE', `${FOLDER}/${json.id}`);
    const refused = await ask('PUT', `${FOLDER}/${FUNCTIONAL}`, { name: 'ограничение', expected_version: 1 });
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT', field: 'name' } } });
    expect(refused.json.error.message).toBe('Так называется удалённый вид.');
    expect(await namesIn(ask)).toEqual(BUILT_IN);
  });

  test('takes one step when no requirement has it, and the last one stays', async () => {
    const ask = await caller();
    const [last, ...others] = (await listed(ask)).map(({ id }) => String(id));
    for (const id of others) expect((await ask('DELETE', `${FOLDER}/${id}`)).status).toBe(204);
    const refused = await ask('DELETE', `${FOLDER}/${last}?force=true`);
    expect(refused).toMatchObject({ status: 409, json: { error: { code: 'CONFLICT' } } });
    expect(await namesIn(ask)).toHaveLength(1);
  });
});

test('the tools, the resources, the completion, files and searches follow what an administrator changed', async () => {
  const emails = await sharedWorkspace();
  const ask = await caller(emails.administrator);
  await fill(ask);
  await ask('POST', FOLDER, { name: 'Ограничение', description: 'чего делать нельзя' });
  await ask('PUT', `${FOLDER}/${FUNCTIONAL}`, { name: 'Поведение', expected_version: 1 });
  const now = ['Поведение', ...BUILT_IN.slice(1), 'Ограничение'];
  const reader = await newReader(emails.user);
  const dictionaries = (await reader.call('get_dictionaries', {})).result?.['structuredContent'] as {
    readonly requirement_types: readonly { readonly name: string }[];
  };
  expect(dictionaries.requirement_types.map(({ name }) => name)).toEqual(now);
  const resource = (await reader.json('requirements://dictionaries/requirement-types')) as unknown as Json[];
  expect(resource.map(({ name }) => name)).toEqual(now);
  const searching = { type: 'ref/resource', uri: 'requirements://search{?query,type}' };
  expect((await reader.complete(searching, 'type', 'по')).values).toEqual(['Поведение']);
  expect(await reader.json('requirement://REQ-1')).toMatchObject({ type_id: FUNCTIONAL, type: 'Поведение' });
  const found = await reader.call('search_requirements', { query: 'секунда', type: 'поведение' });
  expect(found.result?.['structuredContent']).toMatchObject({ total_count: 1 });
  const of = (type: string) => ({
    json: JSON.stringify({
      format: 'requirements/1',
      epics: [
        {
          title: 'э',
          priority: 1,
          user_stories: [{ title: 'и', priority: 1, requirements: [{ title: 'т', priority: 1, type }] }],
        },
      ],
    }),
  });
  const imported = async (type: string) =>
    (await reader.call('import_workspace', of(type))).result?.['structuredContent'] as Json;
  expect(await imported('Ограничение')).toMatchObject({ status: 'checked' });
  expect(await imported('Functional')).toMatchObject({
    status: 'refused',
    problems: [{ problem: `Есть: ${now.join(', ')}.` }],
  });
});
