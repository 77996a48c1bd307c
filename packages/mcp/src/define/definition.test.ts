import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { server } from '../../fixture/server.ts';
import { callToolDirectly } from '../testing.ts';
import { annotationsOf, securitySchemesOf } from './annotations.ts';
import {
  contractOf,
  defineResource,
  defineServer,
  defineTool,
  type FixedResource,
  signedIn,
  wireName,
} from './index.ts';

const define = defineTool.for<null>();

/** A tool that lacks nothing. */
const whole = {
  id: 'test.get_thing',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Вещь',
  intent: 'Что это?',
  useWhen: ['нужна вещь', 'нужна другая'],
  doNotUseWhen: [{ case: 'нужен список', use: 'test.list_things' }, { case: 'ничего не нужно' }],
  scope: 'test:read',
  effect: 'read',
  semantics: 'Вещь — это вещь.',
  privacy: 'ничего личного',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Первый?', input: {}, answer: 'Да.' },
    { question: 'Второй?', input: {}, answer: 'Да.' },
  ],
  input: z.strictObject({}),
  output: z.object({ thing: z.string() }),
  run: () => ({ thing: 'вещь' }),
  summarize: ({ thing }: { thing: string }) => thing,
} as const;

const base = {
  name: 'test-mcp',
  version: '1.0.0',
  updated: '2026-11-20',
  title: { ru: 'Проба', en: 'Test' },
  owner: 'kit',
  instructions: 'Проба.',
  scopes: { 'test:read': { ru: 'Читать', en: 'Read' } },
  needsEmail: false,
  tools: [define(whole)],
  resources: [],
  prompts: [],
  routes: [],
  services: () => null,
};

test('a tool that gives what it gave before is checked and told once, and one that gives a new thing each time', async () => {
  const told: string[] = [];
  const summarize = ({ thing }: { thing: string }) => {
    told.push(thing);
    return thing;
  };
  const ask = (tool: ReturnType<typeof define>) =>
    callToolDirectly({}, tool, {}, { user: null, services: null, now: 0 });
  const kept = { thing: 'та же' };
  const same = define({ ...whole, run: () => kept, summarize });
  const first = await ask(same);
  expect(await ask(same)).toEqual(first);
  expect(told).toEqual(['та же']);
  const anew = define({ ...whole, run: () => ({ thing: 'новая' }), summarize });
  await ask(anew);
  await ask(anew);
  expect(told).toEqual(['та же', 'новая', 'новая']);
});

describe('a tool does not compile', () => {
  test('without any of its facts, or with a wrong one', () => {
    const { privacy: _, ...withoutPrivacy } = whole;
    // @ts-expect-error: whose data it touches must be said
    define(withoutPrivacy);
    const { summarize: __, ...withoutSummary } = whole;
    // @ts-expect-error: a client that shows only text needs a summary
    define(withoutSummary);
    // @ts-expect-error: one example is not enough
    define({ ...whole, examples: [whole.examples[0]] });
    // @ts-expect-error: when to use it must be said
    define({ ...whole, useWhen: [] });
    // @ts-expect-error: whether it is open must be said, with null
    define({ ...whole, scope: undefined });
    // @ts-expect-error: the answer must match the output schema
    define({ ...whole, run: () => ({ thing: 17 }) });
    // @ts-expect-error: only known codes
    define({ ...whole, errors: ['BROKEN'] });
    // @ts-expect-error: input is an object with named fields
    expect(() => define({ ...whole, input: z.string() })).not.toThrow();
  });
});

describe('a server does not start', () => {
  test.each([
    ['with two tools of one name', { tools: [define(whole), define(whole)] }, 'test_get_thing is used twice'],
    [
      'with two ids of one wire name',
      { tools: [define(whole), define({ ...whole, id: 'test_get.thing' })] },
      'test_get_thing is used twice',
    ],
    ['with a scope nobody declared', { scopes: {} }, 'test:read is not declared'],
    ['with a scope that only objects know', { tools: [define({ ...whole, scope: 'constructor' })] }, 'not declared'],
    [
      'with a name that hides it in some clients',
      { tools: [define({ ...whole, id: 'test.get-thing' })] },
      'does not match',
    ],
    ['with a name that is too long', { tools: [define({ ...whole, id: 'x'.repeat(41) })] }, 'does not match'],
    [
      'with a name that begins with a letter of another case',
      { tools: [define({ ...whole, id: 'Test.x' })] },
      'does not match',
    ],
  ])('%s', (_, changed, message) => {
    expect(() => defineServer<unknown, null>({ ...base, ...changed })).toThrow(message);
  });

  test('with a resource of a scope nobody declared, or of a name that is taken', () => {
    const resource = defineResource.for<null>()({
      name: 'about',
      title: 'О',
      purpose: 'О сервере.',
      mime: 'text/markdown',
      version: '1.0.0',
      status: 'stable',
      updated: '2026-11-20',
      freshness: 'редко',
      privacy: 'нет',
      scope: 'test:write',
      structure: 'абзац',
      example: 'Что?',
      uri: 'test://about',
      read: () => 'x',
    });
    const withResources = (...resources: readonly FixedResource<null>[]) =>
      defineServer<unknown, null>({ ...base, resources });
    expect(() => withResources(resource)).toThrow('test:write is not declared');
    const open = { ...resource, scope: null };
    expect(() => withResources(open, open)).toThrow('about is used twice');
    expect(withResources(open).resources).toHaveLength(1);
  });
});

describe('what is derived from a tool', () => {
  test('is a wire name without dots', () => {
    expect(wireName('dt.get_goals')).toBe('dt_get_goals');
    expect(wireName('getDeals')).toBe('getDeals');
  });

  test('is the description a model reads: the question, when to use it, when not, what it means', () => {
    expect(define(whole).description).toBe(
      [
        'Что это?',
        'Когда подходит: нужна вещь; нужна другая.',
        'Когда не подходит: нужен список → test_list_things; ничего не нужно.',
        'Вещь — это вещь.',
      ].join('\n'),
    );
  });

  test.each([
    ['read', { readOnlyHint: true, destructiveHint: false }],
    ['write', { readOnlyHint: false, destructiveHint: false }],
    ['destructive', { readOnlyHint: false, destructiveHint: true }],
  ] as const)('are the hints of a %s, all of them', (effect, hints) => {
    expect(annotationsOf(define({ ...whole, effect }))).toEqual({
      title: 'Вещь',
      idempotentHint: true,
      openWorldHint: false,
      ...hints,
    });
  });

  test('is what a caller must present', () => {
    expect(securitySchemesOf(define(whole))).toEqual([{ type: 'oauth2', scopes: ['test:read'] }]);
    expect(securitySchemesOf(define({ ...whole, scope: null }))).toEqual([{ type: 'noauth' }]);
  });

  test('is a contract with every fact of every part, and nothing that is code', () => {
    const contract = contractOf(server);
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
    expect(contract.tools.map(({ name }) => name)).toEqual(server.tools.map(({ name }) => name));
    expect(contract.resources).toMatchObject([{ uri: 'fixture://about' }, { values: ['alpha', 'beta'] }]);
    expect(contract).toMatchObject({ prompts: [{ name: 'greet' }], routes: [{ path: '/mcp/notes' }] });
  });
});

test('a tool that may be rules over its whole input keeps the names of its fields', () => {
  const range = z.strictObject({ from: z.int(), to: z.int() }).refine(({ from, to }) => from <= to);
  const tool = define({ ...whole, input: range });
  expect(tool.inputSchema).toMatchObject({ properties: { from: {}, to: {} }, additionalProperties: false });
});

test('nobody is not somebody', () => {
  expect(() => signedIn(null)).toThrow(TypeError);
});
