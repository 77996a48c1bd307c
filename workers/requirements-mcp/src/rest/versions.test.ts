import { beforeAll, expect, test } from 'vitest';
import { type Answer, caller, fill, type Json } from '../testing/rest-caller.ts';
import { migrate, sharedWorkspace } from '../testing/workspace.ts';
import { api } from './api.ts';

beforeAll(migrate);

const CHANGING = api.routes.filter(({ facts: { method } }) => method === 'PUT' || method === 'PATCH');
const takesVersion = ({ inputSchema }: (typeof CHANGING)[number]) =>
  Object.hasOwn(inputSchema['properties'] as object, 'expected_version');
const VERSIONED = CHANGING.filter(takesVersion).map(({ facts: { method, path } }) => [method, path] as const);

test('every route that changes something takes a version, but that of the words of a comment, which have none', () => {
  const others = CHANGING.filter((route) => !takesVersion(route)).map(
    ({ facts: { method, path } }) => `${method} ${path}`,
  );
  expect(others).toEqual(['PUT /comments/{comment_id}']);
  expect(VERSIONED.length).toBeGreaterThan(10);
});

const variableOf = (path: string) => /\{(\w+)\}/.exec(path)?.[1] ?? '';

/** What a request to an address changes. */
function bodyOf(path: string, variable: string, words: string, member: string | undefined): Json {
  if (path.endsWith('/status')) return { status: variable === 'requirement_id' ? 'Active' : 'Draft' };
  if (path.endsWith('/assign')) return { assignee_id: member };
  if (variable === 'acceptance_criteria_id') return { description: words };
  return { [variable === 'requirement_type_id' ? 'name' : 'title']: words };
}

/** A workspace in which everything has changed once, and what a request to each address would change. */
async function changedWorkspace() {
  const emails = await sharedWorkspace();
  const ask = await caller(emails.administrator);
  const { epic, story, criterion, first } = await fill(ask);
  const type = (await ask('POST', '/config/requirement-types', { name: 'Ограничение' })).json;
  const ids: { readonly [variable: string]: string } = {
    epic_id: epic.id,
    user_story_id: story.id,
    acceptance_criteria_id: criterion.id,
    requirement_id: first.id,
    requirement_type_id: type.id,
  };
  const members = (await ask('GET', '/members')).json.data as readonly (Json & { readonly id: string })[];
  const other = members.find(({ role }) => role === 'user');
  const send = (method: string, path: string, version?: number, last = 'раз'): Promise<Answer> => {
    const variable = variableOf(path);
    const body = {
      ...bodyOf(path, variable, `Другое ${last}`, other?.id),
      ...(version !== undefined && { expected_version: version }),
    };
    return ask(method, path.replace(`{${variable}}`, ids[variable] ?? ''), body);
  };
  for (const [method, path] of VERSIONED.filter(([each]) => each === 'PUT')) {
    expect(await send(method, path, 1), path).toMatchObject({ status: 200, json: { version: 2 } });
  }
  return send;
}

test('a stale version, one that is not yet there and none are refused (409) with the present one by each of them', async () => {
  const send = await changedWorkspace();
  for (const [method, path] of VERSIONED) {
    for (const version of [1, 3, undefined]) {
      const { status, json } = await send(method, path, version, 'два');
      const refusal = { status, code: json.error.code, field: json.error.field };
      expect(refusal, `${method} ${path}`).toEqual({ status: 409, code: 'CONFLICT', field: 'expected_version' });
      expect(json.error.message).toContain('сейчас версия 2');
      expect(json.error.hint).toContain('expected_version=2');
    }
  }
  const versions = new Map<string, number>();
  for (const [method, path] of VERSIONED) {
    const variable = variableOf(path);
    const version = versions.get(variable) ?? 2;
    const { status, json } = await send(method, path, version, 'два');
    expect([status, json.version], `${method} ${path}`).toEqual([200, version + 1]);
    versions.set(variable, version + 1);
  }
});

test('of words of a comment that are changed at once each is kept whole or refused (409), and the last kept are there', async () => {
  const ask = await caller();
  const { comment } = await fill(ask);
  const path = `/comments/${comment.id}`;
  const contents = Array.from({ length: 10 }, (_, n) => `Вариант ${n}`);
  let refusals = 0;
  // Requests that come one after the other are all kept, so that a round may have no refusal.
  for (let round = 0; round < 5 && refusals === 0; round += 1) {
    const answers = await Promise.all(
      contents.map((content) => ask('PUT', path, { content: `${content} (${round})` })),
    );
    const kept = answers.filter(({ status }) => status === 200).map(({ json }) => json.content);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(kept.length).toBeGreaterThan(0);
    for (const { status, json } of refused) {
      expect([status, json.error.code], JSON.stringify(json)).toEqual([409, 'CONFLICT']);
      expect(json.error.hint).toContain('ещё раз');
    }
    const { content } = (await ask('GET', path)).json;
    expect(kept).toContain(content);
    const found = await ask('GET', `/search?query=${encodeURIComponent('вариант')}`);
    expect(found.json.total).toBe(1);
    refusals += refused.length;
  }
  expect(refusals).toBeGreaterThan(0);
});
