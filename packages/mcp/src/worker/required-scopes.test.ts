import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SIGNED_IN } from '../define/operation.ts';
import { defineResource } from '../define/resource.ts';
import { defineServer } from '../define/server.ts';
import { defineTool } from '../define/tool.ts';
import { readCalls } from './json-rpc.ts';
import { requiredScopes, requiresSignIn } from './required-scopes.ts';
import { resolveCalls } from './resolve-calls.ts';

const facts = {
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Заметка',
  intent: 'Что записано?',
  useWhen: ['нужна запись'],
  doNotUseWhen: [],
  effect: 'read',
  semantics: 'Запись как есть.',
  privacy: 'данных нет',
  errors: [],
  examples: [
    { question: 'Что там?', input: {}, answer: 'Ничего.' },
    { question: 'А теперь?', input: {}, answer: 'Ничего.' },
  ],
  input: () => z.strictObject({}),
  output: () => z.object({}),
  run: () => ({}),
  summarize: () => '',
} as const;

const resource = defineResource.for<null>();
const letter = {
  title: 'Буква',
  purpose: 'Даёт букву.',
  mime: 'text/markdown',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  freshness: 'never',
  privacy: 'данных нет',
  structure: 'Одна буква.',
  example: 'Какая буква?',
} as const;

const letters = resource({
  ...letter,
  name: 'letter',
  scope: 'notes:letters',
  template: 'notes://letters/{letter}/text',
  values: () => ['alpha'],
  read: (value: string) => value,
});

/** One of the family that has its own place, open to everybody. */
const omega = resource({
  ...letter,
  name: 'omega',
  scope: null,
  uri: 'notes://letters/omega/text',
  read: () => 'ω',
});

const tool = defineTool.for<null>();
const server = defineServer<object, null>({
  name: 'notes-mcp',
  version: '1.0.0',
  updated: '2026-11-20',
  title: { ru: 'Заметки', en: 'Notes' },
  owner: 'kit',
  instructions: 'Notes.',
  scopes: { 'notes:read': { ru: 'Читать', en: 'Read' }, 'notes:letters': { ru: 'Буквы', en: 'Letters' } },
  needsEmail: false,
  tools: [
    tool({ ...facts, id: 'notes.read_note', scope: 'notes:read' }),
    tool({ ...facts, id: 'notes.say_hello', scope: null }),
    tool({ ...facts, id: 'notes.count_me', scope: SIGNED_IN }),
  ],
  resources: [letters, omega],
  prompts: [],
  routes: [],
  services: () => null,
});

/** The scopes of some calls, and whether an anonymous client must sign in for them. */
const scopesOf = (batch: readonly object[]) => requiredScopes(resolveCalls(server, readCalls(batch)));
const signInFor = (batch: readonly object[], of = server) => requiresSignIn(of, resolveCalls(of, readCalls(batch)));

const call = (name: string) => ({ method: 'tools/call', params: { name } });
const read = (uri: string) => ({ method: 'resources/read', params: { uri } });

describe('the required scopes of a body are', () => {
  test('the scope of a tool, by its wire name and by its documented id, once', () => {
    expect(scopesOf([call('notes_read_note'), call('notes.read_note')])).toEqual(['notes:read']);
  });

  test('the scope of a resource template for each of its members', () => {
    expect(scopesOf([read('notes://letters/alpha/text')])).toEqual(['notes:letters']);
  });

  test.each([
    ['an open tool', call('notes_say_hello')],
    ['a tool for every signed-in user', call('notes_count_me')],
    ['an unknown tool', call('constructor')],
    ['a list', { method: 'tools/list' }],
    ['a tool where a resource is read', read('notes_read_note')],
    ['a resource where a tool is called', call('notes://letters/alpha/text')],
    ['an address that is fixed within a family', read('notes://letters/omega/text')],
    ['an address above the family', read('notes://letters//text')],
    ['an address beyond the family', read('notes://letters/alpha/beta/text')],
    ['another spelling of the scheme', read('NOTES://letters/alpha/text')],
  ])('none for %s', (_, asked) => {
    expect(scopesOf([asked])).toEqual([]);
  });

  test('all scopes that the messages of a batch need', () => {
    const batch = [call('notes_read_note'), call('notes_say_hello'), read('notes://letters/beta/text')];
    expect(scopesOf(batch)).toEqual(['notes:read', 'notes:letters']);
  });
});

test('an unknown tool needs no sign-in at a server with open tools only', () => {
  const open = { ...server, tools: server.tools.filter(({ facts }) => facts.scope === null), resources: [omega] };
  expect(signInFor([call('__probe__')], open)).toBe(false);
});

describe('a caller without a token must sign in for', () => {
  test.each([
    ['a tool with a scope', call('notes_read_note'), true],
    ['a resource with a scope', read('notes://letters/alpha/text'), true],
    ['an unknown tool', call('__probe__'), true],
    ['a tool for every signed-in user', call('notes_count_me'), true],
    ['an open tool', call('notes_say_hello'), false],
    ['an unknown resource', read('notes://nothing'), false],
    ['a call that names nothing', { method: 'tools/call' }, false],
    ['a list', { method: 'tools/list' }, false],
  ])('%s: %j is %s', (_, asked, expected) => {
    expect(signInFor([asked])).toBe(expected);
    expect(signInFor([call('notes_say_hello'), asked])).toBe(expected);
  });
});
