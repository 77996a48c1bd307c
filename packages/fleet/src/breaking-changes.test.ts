import type { ServerContract, ToolContract } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { unannouncedBreaks } from './breaking-changes.ts';

const tool = {
  name: 'dt_get_goals',
  version: '1.2.0',
  scope: 'dt:read',
  effect: 'read',
  input_schema: {
    type: 'object',
    properties: { status: { type: 'string', enum: ['active', 'done'] }, limit: { type: 'integer', maximum: 50 } },
    required: ['status'],
  },
  output_schema: {
    type: 'object',
    properties: {
      goals: {
        type: 'array',
        items: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] },
      },
    },
    required: ['goals'],
  },
} as unknown as ToolContract;

const contract = (tools: readonly ToolContract[], version = '1.0.0') =>
  ({ version, tools, resources: [{ name: 'metrics' }] }) as unknown as ServerContract;

/** The breaks of a tool after a change of its schemas or facts. */
function breaksOf(change: Partial<ToolContract>): string[] {
  return unannouncedBreaks(contract([tool]), contract([{ ...tool, ...change }]));
}

const withInput = (properties: object, required: readonly string[] = ['status']) =>
  breaksOf({ input_schema: { type: 'object', properties, required } });
const { status, limit } = (tool.input_schema as { properties: { status: object; limit: object } }).properties;

describe('a change breaks callers when', () => {
  test.each([
    ['an input field goes', () => withInput({ status }), 'input.limit is gone'],
    [
      'an input field becomes required',
      () => withInput({ status, limit }, ['status', 'limit']),
      'input.limit is now required',
    ],
    [
      'a new input field is required',
      () => withInput({ status, limit, x: { type: 'string' } }, ['status', 'x']),
      'input.x is now required',
    ],
    [
      'a value is no longer taken',
      () => withInput({ status: { type: 'string', enum: ['active'] }, limit }),
      'input.status no longer takes "done"',
    ],
    [
      'a limit tightens',
      () => withInput({ status, limit: { type: 'integer', maximum: 20 } }),
      'input.limit: maximum is tighter',
    ],
    [
      'a limit appears',
      () => withInput({ status, limit: { type: 'integer', maximum: 50, minimum: 1 } }),
      'input.limit: minimum is tighter',
    ],
    ['another permission is needed', () => breaksOf({ scope: 'dt:write' }), 'needs the permission dt:write'],
    [
      'an output field goes',
      () => breaksOf({ output_schema: { type: 'object', properties: {} } }),
      'output.goals is gone',
    ],
    ['a reader turns into a writer', () => breaksOf({ effect: 'write' }), 'its effect is write instead of read'],
  ])('%s', (_, breaks, expected) => {
    expect(breaks()).toEqual([`dt_get_goals: ${expected}`]);
  });

  test('a field deep in a list of the output goes', () => {
    const goals = { type: 'array', items: { type: 'object', properties: {}, required: [] } };
    const output_schema = { type: 'object', properties: { goals }, required: ['goals'] };
    expect(breaksOf({ output_schema })).toEqual(['dt_get_goals: output.goals.[].title is gone']);
  });

  test('a tool or a resource goes', () => {
    const after = { ...contract([]), resources: [] };
    expect(unannouncedBreaks(contract([tool]), after)).toEqual([
      'dt_get_goals: the tool is gone',
      'metrics: the resource is gone',
    ]);
  });
});

describe('a change breaks nobody when', () => {
  test('an optional input or an output field is added, a value or a type is added', () => {
    expect(
      withInput({ status: { type: 'string', enum: ['active', 'done', 'paused'] }, limit, order: { type: 'string' } }),
    ).toEqual([]);
    expect(withInput({ status: { type: ['string', 'null'] }, limit: { type: 'number', maximum: 100 } })).toEqual([]);
  });

  test('a field that was always null gets its value', () => {
    const before = contract([
      { ...tool, output_schema: { type: 'object', properties: { slot: { type: 'null' } }, required: ['slot'] } },
    ]);
    const slot = { anyOf: [{ type: 'object', properties: {} }, { type: 'null' }] };
    const after = contract([{ ...tool, output_schema: { type: 'object', properties: { slot }, required: ['slot'] } }]);
    expect(unannouncedBreaks(before, after)).toEqual([]);
  });

  test('an object may now be null', () => {
    const period = { type: 'object', properties: { minutes: { type: 'integer' } }, required: ['minutes'] };
    const before = contract([
      { ...tool, output_schema: { type: 'object', properties: { period }, required: ['period'] } },
    ]);
    const widened = { anyOf: [period, { type: 'null' }] };
    const after = contract([
      { ...tool, output_schema: { type: 'object', properties: { period: widened }, required: ['period'] } },
    ]);
    expect(unannouncedBreaks(before, after)).toEqual([]);
  });

  test('it is announced by a new MAJOR version', () => {
    expect(breaksOf({ version: '2.0.0', scope: 'dt:write' })).toEqual([]);
    expect(unannouncedBreaks(contract([tool]), { ...contract([], '2.0.0'), resources: [] })).toEqual([]);
  });
});
