import { type ServerContract, SIGNED_IN, type ToolContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { unannouncedBreaks } from './breaking-changes.ts';

const tool = {
  name: 'dt_get_goals',
  version: '1.2.0',
  status: 'stable',
  scope: 'dt:read',
  effect: 'read',
  input_schema: { type: 'object', properties: { status: { type: 'string' } }, required: [] },
  output_schema: { type: 'object', properties: { goals: { type: 'array' } }, required: ['goals'] },
} as unknown as ToolContract;
const resource = {
  name: 'metrics',
  version: '1.0.0',
  status: 'stable',
  uri: 'dt://catalogs/metrics',
  scope: 'dt:read',
  mime: 'application/json',
};
const prompt = {
  name: 'weekly_review',
  version: '1.0.0',
  arguments_schema: { type: 'object', properties: { week: { type: 'string' } } },
};
const route = {
  path: '/mcp/events',
  scope: 'dt:write',
  effect: 'write',
  maxBytes: 2_000,
  input_schema: { type: 'array', items: { type: 'string' } },
  output_schema: { type: 'object', properties: { stored: { type: 'integer' } }, required: ['stored'] },
};

/** A contract with one of each, but for what is named. */
const contract = (change: object = {}) =>
  ({
    version: '1.0.0',
    tools: [tool],
    resources: [resource],
    prompts: [prompt],
    routes: [route],
    ...change,
  }) as unknown as ServerContract;
const breaks = (change: object, before = contract()) => unannouncedBreaks(before, contract(change));
const required = { type: 'object', properties: { week: { type: 'string' } }, required: ['week'] };
const nothing = { tools: [], resources: [], prompts: [], routes: [] };

describe('a change breaks callers when', () => {
  test.each<[string, object, string]>([
    ['a tool asks for more', { input_schema: required }, 'input.status is gone'],
    ['a tool answers less', { output_schema: { type: 'object' } }, 'output.goals is gone'],
    ['a tool needs another permission', { scope: 'dt:write' }, 'needs the permission dt:write'],
    ['a reader turns into a writer', { effect: 'write' }, 'its effect is write instead of read'],
  ])('%s', (_, change, expected) => {
    expect(breaks({ tools: [{ ...tool, ...change }] })).toContain(`dt_get_goals: ${expected}`);
  });

  test.each<[string, object, string]>([
    ['moves', { uri: 'dt://metrics' }, 'its address is dt://metrics instead of dt://catalogs/metrics'],
    ['becomes a family', { uri: undefined, template: 'dt://m/{id}' }, 'its address is dt://m/{id} instead of'],
    ['needs another permission', { scope: 'dt:write' }, 'needs the permission dt:write'],
    ['is written otherwise', { mime: 'text/markdown' }, 'its form is text/markdown instead of application/json'],
  ])('a resource %s', (_, change, expected) => {
    expect(breaks({ resources: [{ ...resource, ...change }] })).toEqual([
      expect.stringContaining(`metrics: ${expected}`),
    ]);
  });

  test('a prompt asks for an argument that it did not need', () => {
    expect(breaks({ prompts: [{ ...prompt, arguments_schema: required }] })).toEqual([
      'weekly_review: input.week is now required',
    ]);
  });

  test.each<[string, object, string]>([
    ['needs another permission', { scope: 'dt:read' }, 'needs the permission dt:read'],
    ['takes less', { maxBytes: 1_000 }, 'takes 1000 bytes instead of 2000'],
    ['takes something else', { input_schema: { type: 'object' } }, 'input no longer takes array'],
    ['answers something else', { output_schema: { type: 'object' } }, 'output.stored is gone'],
  ])('a plain route %s', (_, change, expected) => {
    expect(breaks({ routes: [{ ...route, ...change }] })).toEqual([`/mcp/events: ${expected}`]);
  });

  test('a tool, a resource, a prompt or a route goes', () => {
    expect(breaks(nothing)).toEqual([
      'dt_get_goals: the tool is gone',
      'metrics: the resource is gone',
      'weekly_review: the prompt is gone',
      '/mcp/events: the route is gone',
    ]);
  });

  test('a promise becomes a draft again and then changes', () => {
    expect(breaks({ tools: [{ ...tool, status: 'draft', scope: 'dt:write' }] })).not.toEqual([]);
  });
});

describe('a change breaks nobody when', () => {
  test('something is added, or needs no permission any more', () => {
    const more = {
      tools: [
        { ...tool, scope: null },
        { ...tool, name: 'dt_x' },
      ],
      routes: [route, { path: '/mcp/x' }],
    };
    expect(breaks(more)).toEqual([]);
  });

  test('a sign-in is enough where a permission was needed, and not where nothing was', () => {
    const scoped = (scope: string | null) => ({ tools: [{ ...tool, scope }] });
    expect(breaks(scoped(SIGNED_IN))).toEqual([]);
    expect(breaks(scoped('dt:read'), contract(scoped(SIGNED_IN)))).toHaveLength(1);
    expect(breaks(scoped(SIGNED_IN), contract(scoped(null)))).toHaveLength(1);
  });

  test('it was a draft', () => {
    const drafts = contract({ tools: [{ ...tool, status: 'draft' }], resources: [{ ...resource, status: 'draft' }] });
    const other = { tools: [{ ...tool, scope: 'dt:write' }], resources: [] };
    expect(breaks(other, drafts)).toEqual([]);
    expect(breaks({ tools: [], resources: [] }, drafts)).toEqual([]);
  });

  test('it is announced by a new MAJOR version of what changed', () => {
    expect(breaks({ tools: [{ ...tool, version: '2.0.0', scope: 'dt:write' }] })).toEqual([]);
    expect(breaks({ resources: [{ ...resource, version: '2.0.0', uri: 'dt://metrics' }] })).toEqual([]);
    expect(breaks({ prompts: [{ ...prompt, version: '2.0.0', arguments_schema: required }] })).toEqual([]);
  });

  test('it is announced by a new MAJOR version of the server, where something went or a route changed', () => {
    expect(breaks({ version: '2.0.0', ...nothing })).toEqual([]);
    expect(breaks({ version: '2.0.0', routes: [{ ...route, maxBytes: 1 }] })).toEqual([]);
  });

  test('and a version of the server announces nothing about a tool that stays', () => {
    expect(breaks({ version: '2.0.0', tools: [{ ...tool, scope: 'dt:write' }] })).toHaveLength(1);
    expect(breaks({ tools: [{ ...tool, version: '1.9.0', scope: 'dt:write' }] })).toHaveLength(1);
  });
});
