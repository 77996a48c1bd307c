import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { server } from '../../fixture/server.ts';
import { callDirectly } from '../testing/direct-call.ts';
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
import { readToolResult } from './result-size.ts';
import { hasScopedParts } from './server.ts';

const define = defineTool.for<null>();

/** A valid tool. */
const valid = {
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
  input: () => z.strictObject({}),
  output: () => z.object({ thing: z.string() }),
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
  tools: [define(valid)],
  resources: [],
  prompts: [],
  routes: [],
  services: () => null,
};

test('a result object is validated and summarized once, even if a tool returns it again', async () => {
  const summarized: string[] = [];
  const summarize = ({ thing }: { thing: string }) => {
    summarized.push(thing);
    return thing;
  };
  const ask = (tool: ReturnType<typeof define>) => callDirectly({}, tool, {}, { user: null, services: null, now: 0 });
  const sameResult = { thing: 'та же' };
  const same = define({ ...valid, run: () => sameResult, summarize });
  const first = await ask(same);
  expect(await ask(same)).toEqual(first);
  expect(summarized).toEqual(['та же']);
  const different = define({ ...valid, run: () => ({ thing: 'новая' }), summarize });
  await ask(different);
  await ask(different);
  expect(summarized).toEqual(['та же', 'новая', 'новая']);
});

test('a summary knows what was asked, with the defaults that were filled in', async () => {
  const input = () => z.strictObject({ page: z.int().default(1) });
  const tool = define({ ...valid, input, summarize: ({ thing }, { page }) => `${thing}, страница ${page}` });
  const textOf = async (asked: object) =>
    readToolResult(await callDirectly({}, tool, asked, { user: null, services: null, now: 0 })).content;
  expect(await textOf({})).toMatchObject([{ text: 'вещь, страница 1' }]);
  expect(await textOf({ page: 2 })).toMatchObject([{ text: 'вещь, страница 2' }]);
});

describe('a tool does not compile', () => {
  test('without a required fact, or with an invalid one', () => {
    const { privacy: _, ...withoutPrivacy } = valid;
    // @ts-expect-error: privacy is required
    define(withoutPrivacy);
    const { summarize: __, ...withoutSummary } = valid;
    // @ts-expect-error: summarize is required
    define(withoutSummary);
    // @ts-expect-error: two examples are required
    define({ ...valid, examples: [valid.examples[0]] });
    // @ts-expect-error: useWhen must not be empty
    define({ ...valid, useWhen: [] });
    // @ts-expect-error: scope is required; null makes a tool open
    define({ ...valid, scope: undefined });
    // @ts-expect-error: the result must match the output schema
    define({ ...valid, run: () => ({ thing: 17 }) });
    // @ts-expect-error: an unknown error code
    define({ ...valid, errors: ['BROKEN'] });
    // @ts-expect-error: input is an object with named fields
    expect(() => define({ ...valid, input: z.string() })).not.toThrow();
  });
});

/** A tool that is not among those of {@link base}. */
const other = define({
  ...valid,
  id: 'test.other',
  output: () => z.object({ download_url: z.string(), counts: z.null(), confirmation_token: z.null() }),
  run: () => ({ download_url: '', counts: null, confirmation_token: null }),
  summarize: () => '',
});

describe('a server does not start', () => {
  test.each([
    ['with two tools of one name', { tools: [define(valid), define(valid)] }, 'test_get_thing is used twice'],
    [
      'with two ids of one wire name',
      { tools: [define(valid), define({ ...valid, id: 'test_get.thing' })] },
      'test_get_thing is used twice',
    ],
    ['with an undeclared scope', { scopes: {} }, 'test:read is not declared'],
    [
      'with a scope that is a property of Object.prototype',
      { tools: [define({ ...valid, scope: 'constructor' })] },
      'not declared',
    ],
    [
      'with a hyphen in a name, which hides the tool in some clients',
      { tools: [define({ ...valid, id: 'test.get-thing' })] },
      'does not match',
    ],
    ['with a name that is too long', { tools: [define({ ...valid, id: 'x'.repeat(41) })] }, 'does not match'],
    [
      'with a name that starts with a capital letter',
      { tools: [define({ ...valid, id: 'Test.x' })] },
      'does not match',
    ],
    [
      'that keeps data without their copy and erasure',
      { keeps: [{ table: 'thing', ru: 'вещи', en: 'things' }] },
      'needs ownData',
    ],
    [
      'whose copy is made by a tool that it does not have',
      { ownData: { copy: other, erase: other, counted: {}, stays: base.title } },
      'ownData names test.other',
    ],
  ])('%s', (_, changed, message) => {
    expect(() => defineServer<unknown, null>({ ...base, ...changed })).toThrow(message);
  });

  test('with a resource of an undeclared scope or a duplicate name', () => {
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
  test('includes a wire name without dots', () => {
    expect(wireName('dt.get_goals')).toBe('dt_get_goals');
    expect(wireName('getDeals')).toBe('getDeals');
  });

  test('includes the description: the question, when to use the tool, when not, what the data mean', () => {
    expect(define(valid).description).toBe(
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
  ] as const)('includes all hints of a %s', (effect, hints) => {
    expect(annotationsOf(define({ ...valid, effect }))).toEqual({
      title: 'Вещь',
      idempotentHint: true,
      openWorldHint: false,
      ...hints,
    });
  });

  test('includes the security scheme', () => {
    expect(securitySchemesOf(define(valid))).toEqual([{ type: 'oauth2', scopes: ['test:read'] }]);
    expect(securitySchemesOf(define({ ...valid, scope: null }))).toEqual([{ type: 'noauth' }]);
  });

  test('includes a contract with all facts and no functions', () => {
    const contract = contractOf(server);
    expect(JSON.parse(JSON.stringify(contract))).toEqual(contract);
    expect(contract.tools.map(({ name }) => name)).toEqual(server.tools.map(({ name }) => name));
    expect(contract.resources).toMatchObject([
      { uri: 'fixture://about' },
      { values: ['alpha', 'beta'] },
      { values: null, sample: 'low/gamma' },
      { values: null, sample: '?order=new' },
    ]);
    expect(contract).toMatchObject({
      prompts: [{ name: 'greet' }, { name: 'retell', scope: 'fixture:read' }],
      routes: [{ path: '/mcp/notes' }],
    });
  });
});

test('an input schema with a rule over several fields keeps its properties', () => {
  const range = z.strictObject({ from: z.int(), to: z.int() }).refine(({ from, to }) => from <= to);
  const tool = define({ ...valid, input: () => range });
  expect(tool.inputSchema).toMatchObject({ properties: { from: {}, to: {} }, additionalProperties: false });
});

test.each(['tools', 'resources', 'prompts', 'routes', 'rest', 'personPages'] as const)(
  'a server whose only scoped part are its %s needs a sign-in',
  (part) => {
    const { rest: _, ...others } = server;
    const open = { ...others, tools: [], resources: [], prompts: [], routes: [], personPages: [] };
    expect(hasScopedParts(open)).toBe(false);
    expect(hasScopedParts({ ...open, [part]: server[part] })).toBe(true);
  },
);

test('signedIn throws without a user', () => {
  expect(() => signedIn(null)).toThrow(TypeError);
});
