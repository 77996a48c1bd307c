import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ROLES, type Role } from '../domain/role.ts';
import { type Caller, caller, fill, type Json } from '../testing/rest-caller.ts';
import { migrate, sharedWorkspace } from '../testing/workspace.ts';
import { api } from './api.ts';

beforeAll(migrate);
// Each test sends more than a hundred requests.
vi.setConfig({ testTimeout: 90_000 });

/** A request to each route, with what it names as it is in {@link fill}. */
function requestsOf(names: Json): (readonly [route: string, method: string, path: string, body: Json | undefined])[] {
  const text = 'текст';
  const bodies: { readonly [route: string]: Json } = {
    'POST /epics': { title: text, priority: 1 },
    'POST /user-stories': { title: text, priority: 1, epic_id: names['epic_id'] },
    'POST /epics/{epic_id}/user-stories': { title: text, priority: 1 },
    'POST /acceptance-criteria': { user_story_id: names['user_story_id'], description: text },
    'POST /user-stories/{user_story_id}/acceptance-criteria': { description: text },
    'POST /requirements': { title: text, priority: 1, type_id: 'Data', user_story_id: names['user_story_id'] },
    'POST /user-stories/{user_story_id}/requirements': { title: text, priority: 1, type_id: 'Data' },
  };
  const related = {
    source_requirement_id: names['requirement_id'],
    target_requirement_id: names['second_id'],
    relationship_type_id: 'blocks',
  };
  /** Bodies by the last word of the address, for the routes that have no own one above. */
  const byEnd: readonly (readonly [RegExp, Json])[] = [
    [/(comments|replies)$/, { content: text }],
    [/comments\/inline$/, { content: text, linked_text: 'почте' }],
    [/comment_id\}$/, { content: text }],
    [/relationships$/, related],
    [/status$/, { status: 'Obsolete' }],
    [/assign$/, { assignee_id: null }],
    [/acceptance_criteria_id\}$/, { description: text }],
    [/requirement-types$/, { name: text }],
    [/requirement_type_id\}$/, { description: text }],
    [/./, { title: text }],
  ];
  const queries: { readonly [path: string]: string } = {
    '/search/suggestions': '?query=x',
    '/requirements/search': '?q=x',
  };
  // What a request deletes, the others would not find.
  const last = ({ facts }: (typeof api.routes)[number]) => Number(facts.method === 'DELETE');
  return api.routes
    .toSorted((a, b) => last(a) - last(b))
    .map(({ facts: { method, path } }) => {
      const route = `${method} ${path}`;
      const body = bodies[route] ?? byEnd.find(([end]) => end.test(path))?.[1];
      const values: Json = { ...names, id: names[treeRoot(path)], status: 'resolved', type: 'user_story' };
      const addressed = path.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
      const hasBody = /^(POST|PUT|PATCH)/.test(method) && !path.endsWith('resolve');
      return [route, method, `${addressed}${queries[path] ?? ''}`, hasBody ? body : undefined] as const;
    });
}

const treeRoot = (path: string) => (path.includes('epics') ? 'epic_id' : 'user_story_id');

/** Computed apart from the routes: by the method and the last word of the address alone. */
function allows(role: Role, route: string): boolean {
  if (route.startsWith('GET ')) return true;
  if (/(comments|inline|replies|resolve)$/.test(route)) return true;
  if (/^(POST|PUT|DELETE) \/config/.test(route)) return role === 'administrator';
  // The comment is the administrator's.
  if (/^(PUT|DELETE) \/comments/.test(route)) return role === 'administrator';
  if (/^DELETE \/(epics|user-stories|acceptance-criteria|requirements)/.test(route)) return role === 'administrator';
  return role !== 'commenter';
}

describe('members and strangers', () => {
  test('each role may use exactly the routes that it may, and no refusal looks like another', async () => {
    const emails = await sharedWorkspace();
    const administrator = await caller(emails.administrator);
    for (const role of ROLES) {
      const names = await namesOf(administrator);
      const ask = await caller(emails[role]);
      for (const [route, method, path, body] of requestsOf(names)) {
        const { status, json } = await ask(method, path, body);
        const forbidden = status === 403 && json.error.code === 'FORBIDDEN';
        expect(forbidden, `${role} ${route}: ${status} ${JSON.stringify(json)}`).toBe(!allows(role, route));
        expect(status, `${role} ${route}`).toBeLessThan(500);
      }
    }
  });

  test('a stranger gets of another workspace what they get of nothing', async () => {
    const emails = await sharedWorkspace();
    const names = await namesOf(await caller(emails.administrator));
    const nobody = Object.fromEntries(Object.keys(names).map((name) => [name, crypto.randomUUID()]));
    for (const stranger of [await caller(), await caller('someone-else@example.test')]) {
      const [there, nowhere] = [requestsOf(names), requestsOf(nobody)];
      for (const [index, [route, method, path, body]] of there.entries()) {
        const [, , missing = '', none] = nowhere[index] ?? [];
        const [seen, absent] = [await stranger(method, path, body), await stranger(method, missing, none)];
        // A request that names nothing of the other workspace makes or lists the stranger's own.
        if (path === missing && JSON.stringify(body) === JSON.stringify(none)) continue;
        expect(seen, route).toEqual(absent);
        expect(seen.status, route).toBe(404);
      }
      expect((await stranger('GET', '/members')).json.data).toHaveLength(1);
      expect((await stranger('GET', '/search?query=вход')).json.total).toBe(0);
    }
  });
});

/** What an administrator's workspace has for the variables of the addresses. */
async function namesOf(administrator: Caller) {
  const { epic, story, criterion, first, second, relationship, comment } = await fill(administrator);
  const type = await administrator('POST', '/config/requirement-types', { name: 'Ограничение' });
  return {
    requirement_type_id: type.json.id,
    epic_id: epic.id,
    user_story_id: story.id,
    acceptance_criteria_id: criterion.id,
    requirement_id: first.id,
    second_id: second.id,
    relationship_id: relationship.id,
    comment_id: comment.id,
  };
}
